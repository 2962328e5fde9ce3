import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deadline } from '@devgen/runtime';
import { openTango } from '../../../src/sources/tango/tango-source.ts';
import type { DeviceServer } from '../../peers/device-server.ts';
import { type Proxy, startProxy } from '../../peers/proxy.ts';
import { startPyServer } from '../../peers/py-server.ts';
import { failures, gather } from './gather.ts';

const io = deadline(Infinity);
const names = ['test/nodb/1', 'test/nodb/2', 'Test/NoDB/3'];
let server: DeviceServer;
let proxy: Proxy;

beforeAll(async () => {
  server = await startPyServer('many.py', { devices: names.map((name) => ({ name, class: 'Sensor' })) });
});

afterAll(async () => {
  await proxy.stop();
  await server.stop();
});

async function pull(address: string): Promise<Readonly<Record<string, number>>> {
  await proxy?.stop();
  proxy = await startProxy();
  const source = openTango({ address }, { connectVia: proxy.connectVia, environment: {} });
  const found = await gather(source.list(io));
  const described = await gather(source.describe(found, io));
  await source.close();
  expect(found.map(({ device }) => device.toLowerCase()).toSorted()).toEqual(
    names.map((name) => name.toLowerCase()).toSorted(),
  );
  for (const { server: of, running } of found) expect([of, running]).toEqual([server.server, true]);
  expect(failures(described)).toEqual([]);
  for (const one of described) if (one.ok) expect(one.live.spec.id).toBe('tango:Sensor');
  return proxy.operations();
}

describe('a server without a database', () => {
  it('tells its devices in one query, and each takes one request more than in a database', async () => {
    expect(await pull(`tango://${server.host}:${server.port}/dserver/${server.server}#dbase=no`)).toEqual({
      'command_inout_4(QueryDevice)': 1,
      _is_a: names.length,
      get_attribute_config_5: names.length,
      command_list_query_2: names.length,
    });
  });

  it('is found by any of its devices too, which takes one question more', async () => {
    expect(await pull(server.address('TEST/NoDB/2'))).toEqual({
      info_3: 1,
      'command_inout_4(QueryDevice)': 1,
      _is_a: names.length,
      get_attribute_config_5: names.length,
      command_list_query_2: names.length,
    });
  });

  it('is told from a database by its whole address', async () => {
    for (const [address, hint] of [
      ['tango://bench:11555/test/nodb/1', 'DEVICE#dbase=no'],
      ['tango://bench:11555#dbase=no', 'dserver/EXEC/INST'],
      ['tango://bench:11555/an-alias#dbase=no', 'dserver/EXEC/INST'],
      ['bench', 'tango://HOST:PORT'],
      ['tango://me:hunter2@bench:11555', 'tango://HOST:PORT'],
    ] as const) {
      const fault = expect.objectContaining({ code: 'ADDRESS.UNKNOWN', hint: expect.stringContaining(hint) });
      expect(() => openTango({ address })).toThrow(fault);
      expect(() => openTango({ address })).not.toThrow(/hunter2/);
    }
  });

  it('makes the source unreachable when it is: what devices it has is not known then', async () => {
    const source = openTango({ address: 'tango://127.0.0.1:1/dserver/a/b#dbase=no' });
    await expect(gather(source.list(io))).rejects.toMatchObject({ code: 'SOURCE.UNREACHABLE' });
    await source.close();
  });
});
