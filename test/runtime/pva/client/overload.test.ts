import type { PvaClient } from '@devgen/runtime/pva';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startP4p } from '../../../peers/p4p.ts';
import type { PvaServerPeer } from '../../../peers/pva-server.ts';
import { Recorder } from './recorder.ts';
import { useClient } from './use-client.ts';
import { at, patient, rejection } from './with-client.ts';

let client: PvaClient;

/** Has the p4p server do something. */
const control = (query: Readonly<Record<string, unknown>>): Promise<unknown> =>
  client.channel('t:ctl').rpc(query, patient());

describe('a p4p server', () => {
  let peer: PvaServerPeer;
  beforeAll(async () => {
    peer = await startP4p('pva_types.py');
  });
  afterAll(() => peer.stop());
  const newClient = useClient(() => peer);
  beforeEach(() => {
    client = newClient();
  });

  it('killed while it carries out a call leaves it uncertain, and is not called again', async () => {
    const pv = client.channel('t:ctl');
    await pv.rpc({ do: 'add', a: 1, b: 2 }, patient());
    const call = rejection(pv.rpc({ do: 'slow', seconds: 600 }, patient()));
    // The server has begun with it when it has answered what came after it.
    await pv.rpc({ do: 'add', a: 1, b: 2 }, patient());
    await peer.kill();
    expect(await call).toMatchObject({ code: 'LINK.LOST', completed: 'MAYBE' });
    await peer.start();
    await expect(pv.rpc({ do: 'add', a: 1, b: 2 }, patient())).resolves.toMatchObject({ value: { value: 3 } });
  });

  it('that closes a channel has it again later, as another type too', async () => {
    const told = new Recorder();
    const pv = client.channel('t:f64');
    pv.monitor(told.on);
    await told.until(() => told.updates.length === 1);
    await control({ do: 'close', pv: 'f64', destroy: 0 });
    await told.until(() => told.kinds.includes('disconnected') || told.kinds.includes('finished'));
    await control({ do: 'open', pv: 'f64', code: 's', value: 'now a text' });
    await told.until(() => told.values.at(-1) === 'now a text');
    expect(at((await pv.get('', patient())).value, 'value')).toBe('now a text');
    await control({ do: 'close', pv: 'f64', destroy: 0 });
    await control({ do: 'open', pv: 'f64', code: 'd', value: 2.5 });
    await told.until(() => told.values.at(-1) === 2.5);
  });

  it('whose updates nobody takes in time loses none of the last ones', async () => {
    const updates = client.channel('t:i32').updates({ queueSize: 3 });
    await updates.next();
    await control({ do: 'post', pv: 'i32', count: 5000, value: 1 });
    let last: unknown;
    let skipped = 0;
    while (last !== 5000) {
      const { value } = await updates.next();
      if (value?.kind !== 'update') continue;
      last = value.value['value'];
      skipped += value.skipped;
    }
    expect(updates.stats.skipped).toBe(skipped);
    expect(updates.stats.longestQueue).toBeLessThanOrEqual(3);
    await updates.return();
  });

  it('waits for who takes its updates slowly, where that was agreed', async () => {
    const updates = client.channel('t:i32').updates({ pipeline: true, queueSize: 4 });
    await updates.next();
    await control({ do: 'post', pv: 'i32', count: 100, value: 1 });
    const values: unknown[] = [];
    while (values.at(-1) !== 100) {
      const { value } = await updates.next();
      if (value?.kind === 'update') values.push(value.value['value']);
      // Slower than the server.
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(updates.stats.skipped).toBe(0);
    expect(updates.stats.longestQueue).toBeLessThanOrEqual(4);
    expect(values.slice(-1)).toEqual([100]);
    await updates.return();
  });

  it('is not troubled by a flood: timers run, and the newest value is told', async () => {
    const told = new Recorder();
    client.channel('t:u32').monitor(told.on, { queueSize: 10_000 });
    await told.until(() => told.updates.length === 1);
    let ticks = 0;
    const timer = setInterval(() => (ticks += 1), 1);
    await control({ do: 'post', pv: 'u32', count: 20_000, value: 1 });
    await told.until(() => told.values.at(-1) === 20_000);
    clearInterval(timer);
    expect(ticks).toBeGreaterThan(1);
  });
});
