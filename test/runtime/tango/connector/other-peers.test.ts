import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deadline, Device, getMany, openDevice, type ExtraMember, type SignalRW } from '@devgen/runtime';
import { tango } from '@devgen/runtime/tango';
import type { DeviceServer } from '../../../peers/device-server.ts';
import { startJTango } from '../../../peers/jtango.ts';
import { startPyServer } from '../../../peers/py-server.ts';

interface Case {
  readonly what: string;
  readonly start: () => Promise<DeviceServer>;
  /** Wire names, some of them, that must be there and readable. */
  readonly members: readonly string[];
}

const cases: readonly Case[] = [
  {
    what: 'IDL 3',
    start: () => startPyServer('old_idl.py', { python: 'debian', devices: [{ name: 'test/old/3', class: 'Old3' }] }),
    members: ['State', 'double_scalar'],
  },
  {
    what: 'IDL 4',
    start: () => startPyServer('old_idl.py', { python: 'debian', devices: [{ name: 'test/old/4', class: 'Old4' }] }),
    members: ['State', 'double_scalar'],
  },
  {
    what: 'big-endian Java',
    start: () => startJTango({ devices: ['test/jpeer/1'] }),
    members: ['State', 'Status'],
  },
  {
    what: 'hostile names and texts',
    start: () => startPyServer('hostile.py', { devices: [{ name: 'test/hostile/1', class: 'Hostile' }] }),
    members: ['State', '__proto__', 'then', 'constructor'],
  },
];

function isReadable(extra: ExtraMember): extra is SignalRW<unknown> {
  return extra.kind !== 'command' && extra.kind !== ('w' as string);
}

describe.each(cases)('a device of $what', ({ start, members }) => {
  let server: DeviceServer;
  beforeAll(async () => {
    server = await start();
  });
  afterAll(() => server?.stop());

  it('opens without a class, and every attribute is read in one call', async () => {
    const connector = tango(`tango://${server.host}:${server.port}#dbase=no`, { environment: {} });
    const device: Device = await openDevice(server.devices[0] as string, { via: [connector] });
    const signals = [...device.$extras.values()].filter(isReadable);
    const readings = await getMany(signals);
    const read = new Map(signals.map((signal, index) => [signal.source.replace(/^.*\/|#.*$/g, ''), readings[index]]));
    for (const name of members) expect([name, read.get(name)]).toMatchObject([name, { ok: true }]);
    for (const [name, reading] of read)
      if (!reading?.ok) expect([name, reading?.error.code]).toEqual([name, 'TANGO.DEV_FAILED']);
    await device.$dispose();
    await connector.close();
  });
});

it('an address where no device is', async () => {
  const connector = tango('tango://127.0.0.1:1#dbase=no', { environment: {} });
  await expect(connector.open('a/b/c', undefined, deadline(5_000))).rejects.toMatchObject({ code: 'CONNECT.FAILED' });
  await connector.close();
});
