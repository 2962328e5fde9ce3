import { PvaClient, timeLimit } from '@devgen/runtime/pva';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startP4p } from '../../../peers/p4p.ts';
import { startPvaGateway } from '../../../peers/pva-gateway.ts';
import type { PvaServerPeer } from '../../../peers/pva-server.ts';
import { Recorder } from './recorder.ts';
import { openSockets } from '../../open-sockets.ts';
import { patient, rejection, valueOf } from './with-client.ts';

const ACCESS = `
ASG(DEFAULT) { RULE(1, READ) RULE(1, WRITE) }
ASG(READONLY) { RULE(1, READ) }
`;
const PVLIST = `
EVALUATION ORDER ALLOW, DENY
.* ALLOW DEFAULT 1
t:f32 ALLOW READONLY 1
t:bool DENY
`;

let server: PvaServerPeer;
let gateway: PvaServerPeer;
beforeAll(async () => {
  server = await startP4p('pva_types.py');
  gateway = await startPvaGateway(server, { access: ACCESS, pvlist: PVLIST });
});
afterAll(async () => {
  await gateway.stop();
  await server.stop();
});

let client: PvaClient;
let before: number;
beforeEach(async () => {
  before = await openSockets();
  client = new PvaClient({ environment: gateway.environment });
});
afterEach(async () => {
  await client.close();
  expect(await openSockets()).toBe(before);
});

describe('through a gateway', () => {
  it('values are got and put, and services called', async () => {
    const pv = client.channel('t:f64');
    await pv.put(12.5, {}, patient());
    expect(await valueOf(client, 't:f64')).toBe(12.5);
    const sum = await client.channel('t:ctl').rpc({ do: 'add', a: 1, b: 2 }, patient());
    expect(sum).toMatchObject({ value: { value: 3 } });
    const types = await Promise.all(['t:table', 't:wide'].map((name) => client.channel(name).introspect(patient())));
    expect(types.map(({ fields }) => fields.length)).toEqual([expect.any(Number), 300]);
  });

  it('many are got together, and the dead ones told apart', async () => {
    const names = ['t:i8', 't:i16', 't:i32', 't:str', 't:none'];
    const results = await client.getMany(names, 'field(value)', timeLimit(4_000));
    expect([...results.values()].map(({ ok }) => ok)).toEqual([true, true, true, true, false]);
    expect(results.get('t:none')).toMatchObject({ error: { code: 'PVA.NOT_FOUND' } });
  });

  it('each of many is told as it comes, while a dead one is waited for', async () => {
    const told: string[] = [];
    let isOver = false;
    const live = new Promise<void>((resolve) => {
      const one = (name: string): void => {
        told.push(name);
        if (told.length === 2) resolve();
      };
      // Nothing but the abort of the test would end it in time.
      void client
        .getEach(['t:none', 't:u8', 't:i64'], one, 'field(value)', timeLimit(600_000))
        .finally(() => (isOver = true));
    });
    await live;
    expect([told.toSorted(), isOver]).toEqual([['t:i64', 't:u8'], false]);
    expect(client.channel('t:u8').searches).toBeGreaterThan(1);
  });

  it('what it does not permit is refused, by its text, and what it hides is not there', async () => {
    const error = await rejection(client.channel('t:f32').put(1, {}, patient()));
    expect(error).toMatchObject({ code: 'PVA.REMOTE', source: 'pva://t:f32' });
    expect(await valueOf(client, 't:f32')).not.toBe(1);
    expect(await rejection(client.channel('t:bool').get('', timeLimit(1_000)))).toMatchObject({
      code: 'PVA.NOT_FOUND',
    });
  });

  it('a monitor is told of values in their order, and of the loss and return of what is behind it', async () => {
    const told = new Recorder();
    client.channel('t:i32').monitor(told.on, { queueSize: 100 });
    await told.until(() => told.updates.length === 1);
    await client.channel('t:ctl').rpc({ do: 'post', pv: 'i32', count: 50, value: 1000 }, patient());
    await told.until(() => told.values.at(-1) === 1049);
    const posted = told.values.slice(1) as number[];
    expect(posted).toEqual(posted.toSorted((a, b) => a - b));
    const pending = client.channel('t:ctl');
    await server.kill();
    await told.until(() => told.events.at(-1)?.kind === 'disconnected');
    // The gateway is there, and has not what it stands for.
    expect(gateway.running).toBe(true);
    await server.start();
    await told.until(() => told.events.at(-1)?.kind === 'update');
    await pending.rpc({ do: 'post', pv: 'i32', count: 1, value: 7 }, patient());
    await told.until(() => told.values.at(-1) === 7);
  });

  it('its own loss and return are those of a server', async () => {
    const told = new Recorder();
    client.channel('t:u16').monitor(told.on);
    await told.until(() => told.updates.length === 1);
    await gateway.kill();
    await told.until(() => told.events.at(-1)?.kind === 'disconnected');
    const get = client.channel('t:u16').get('', patient());
    await gateway.start();
    await expect(get).resolves.toMatchObject({ value: { value: told.values[0] } });
    await told.until(() => told.events.at(-1)?.kind === 'update');
  });

  it('it tells of itself', async () => {
    const { value } = await client.channel('gw:clients').get('', patient());
    expect(value['value']).toBeDefined();
  });
});
