import { Command } from '@devgen/runtime/pva/codec';
import { PvaClient, timeLimit } from '@devgen/runtime/pva';
import { afterEach, describe, expect, it } from 'vitest';
import { startIoc } from '../../../peers/epics-ioc.ts';
import { records } from '../../../peers/epics-records.ts';
import { startP4p } from '../../../peers/p4p.ts';
import { PvaProxy } from '../../../peers/pva-proxy.ts';
import { at, patient, rejection, valueOf, withClient } from './with-client.ts';

interface Stoppable {
  stop(): Promise<void>;
}

const started: Stoppable[] = [];
afterEach(async () => {
  for (const each of started.splice(0).toReversed()) await each.stop();
});

/** A server, or what stands before one, that ends with the test. */
async function running<S extends Stoppable>(starting: Promise<S>): Promise<S> {
  const peer = await starting;
  started.push(peer);
  return peer;
}

describe.each(['pvxs', 'pvaccess'] as const)('a server of %s that takes one execution at a time', (server) => {
  it('is sent one at a time by a channel, and answers whoever asks', async () => {
    const ioc = await running(startIoc(records('every-type.db'), { server }));
    const open = new Map<number, number>();
    let most = 0;
    const proxy = await running(
      PvaProxy.start(ioc, {
        onSent: (message) => {
          if (message.command !== Command.get || (message.u8(8) & 0x08) !== 0) return;
          const ioid = message.u32(4);
          open.set(ioid, (open.get(ioid) ?? 0) + 1);
          most = Math.max(most, open.get(ioid) ?? 0);
        },
        onReceived: (message) => {
          if (message.command === Command.get && (message.u8(4) & 0x08) === 0) open.delete(message.u32(0));
        },
      }),
    );
    const client = new PvaClient({ environment: proxy.environment });
    const pv = client.channel('T:longout');
    const asked = ['', 'field(value)', '', 'field(alarm,value)', '', 'field(value)'];
    for (let round = 0; round < 20; round++) {
      const answers = await Promise.all(asked.map((request) => pv.get(request, patient())));
      expect(answers.map(({ value }) => typeof at(value, 'value'))).toEqual(asked.map(() => 'number'));
    }
    await client.close();
    expect(most).toBe(1);
  });
});

describe('a server of pvAccessCPP, which gives numbers to types', () => {
  it('is understood although answers that carry such numbers were given up', async () => {
    const ioc = await running(startIoc(records('every-type.db'), { server: 'pvaccess' }));
    const names = ['ai', 'longout', 'stringin', 'mbbo', 'wf:int64', 'int64out', 'calc', 'lso'].map(
      (leaf) => `T:${leaf}`,
    );
    const wanted = await withClient(ioc, async (client) => Promise.all(names.map((name) => valueOf(client, name))));
    await withClient(ioc, async (client) => {
      const channels = names.map((name) => client.channel(name));
      await Promise.all(channels.map((channel) => channel.connect(patient())));
      // Each is given up as soon as it is sent: its answer brings types that those of the others only refer to.
      const stop = new AbortController();
      const given = channels.map((channel) =>
        rejection(channel.get('', { signal: stop.signal, remaining: () => 10_000 })),
      );
      await new Promise((resolve) => setImmediate(resolve));
      stop.abort(new Error('not wanted any more'));
      expect(await Promise.all(given)).toHaveLength(names.length);
      expect(await Promise.all(names.map((name) => valueOf(client, name)))).toEqual(wanted);
    });
  });
});

describe('a server of pvxs', () => {
  it('keeps the connection when it closes a channel under calls: no number of that channel is used again', async () => {
    const peer = await running(startP4p('pva_types.py'));
    const proxy = await running(PvaProxy.start(peer));
    const client = new PvaClient({ environment: proxy.environment });
    const control = client.channel('t:ctl');
    const other = client.channel('t:i32');
    await other.get('', patient());
    for (let round = 0; round < 4; round++) {
      const pv = client.channel('t:f64');
      await pv.get('', patient());
      const calls = Array.from({ length: 20 }, () => pv.get('', patient()).catch(() => undefined));
      const closing = control.rpc({ do: 'close', pv: 'f64', destroy: 1 }, patient());
      const more = Array.from({ length: 20 }, () => pv.get('field(value)', patient()).catch(() => undefined));
      await closing;
      await control.rpc({ do: 'open', pv: 'f64', code: 'd', value: round }, patient());
      await Promise.all([...calls, ...more]);
      expect(await valueOf(client, 't:f64')).toBe(round);
    }
    expect(typeof at((await other.get('', patient())).value, 'value')).toBe('number');
    expect(proxy.connections).toBe(1);
    await client.close();
  });

  it('hears from a client to which it only sends, and so does not drop it', async () => {
    // It gives up who is silent for two seconds and a half.
    const silence = { EPICS_PVA_CONN_TMO: '2' };
    const database = 'record(calc, "X:TICK") { field(CALC, "VAL+1") field(SCAN, ".1 second") }';
    const ioc = await running(startIoc(database, { env: silence }));
    let echoes = 0;
    const proxy = await running(
      PvaProxy.start(ioc, { onSent: ({ command }) => void (command === Command.echo && (echoes += 1)) }),
    );
    const client = new PvaClient({ environment: { ...proxy.environment, ...silence } });
    const kinds = new Set<string>();
    let updates = 0;
    for await (const event of client.channel('X:TICK').updates()) {
      kinds.add(event.kind);
      if (event.kind === 'update') updates += 1;
      if (echoes >= 6) break;
    }
    expect([...kinds]).toEqual(['update']);
    expect(updates).toBeGreaterThan(20);
    expect(proxy.connections).toBe(1);
    await client.close();
  });

  it('that says it has a PV and then refuses it is not asked again and again', async () => {
    const ioc = await running(startIoc(records('every-type.db')));
    const proxy = await running(PvaProxy.start(ioc));
    const client = new PvaClient({ environment: proxy.environment });
    // A field without a form on the wire: the search finds it.
    const why = await rejection(client.channel('T:ai.TIME').introspect(timeLimit(2_500)));
    expect(why).toMatchObject({ code: 'PVA.REFUSED' });
    expect(proxy.count(Command.createChannel).messages).toBe(1);
    expect(proxy.searches.reduce((sum, names) => sum + names, 0)).toBeLessThanOrEqual(2);
    // Others are none the worse.
    expect(typeof (await valueOf(client, 'T:ai'))).toBe('number');
    await client.close();
  });
});
