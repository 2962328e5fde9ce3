import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';

import {
  corbaloc,
  type Dim,
  type LongStringArray,
  type ObjectRef,
  parseIor,
  readDevCmdInfo2List,
  TangoType,
} from '@devgen/runtime/tango/codec';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { deadline } from '../../../../src/runtime/core/support/deadline.ts';
import { type CircuitState, Orb } from '../../../../src/runtime/tango/client/transport/orb.ts';
import { type DebianDatabase, startDebianDatabase } from '../../../peers/debian-database.ts';
import type { DeviceServer } from '../../../peers/device-server.ts';
import { startTangoTest } from '../../../peers/tango-test.ts';
import { command, configs, invoke, orb, ping, read } from './peer-calls.ts';

describe('with TangoTest in a Debian database', () => {
  let db: DebianDatabase;
  let server: DeviceServer;
  let database: ObjectRef;

  const importDevice = async (): Promise<ObjectRef> => {
    const imported = await command(database, 'DbImportDevice', TangoType.DevString, 'sys/tg_test/1');
    return parseIor((imported as LongStringArray).svalue[1] ?? '');
  };

  beforeAll(async () => {
    db = await startDebianDatabase();
    server = await startTangoTest(db);
    database = corbaloc([{ host: db.host, port: db.port }], 'database');
  });
  afterAll(() => db.stop());

  it('the database is known by its name, and says where the device is', async () => {
    await expect(ping(database)).resolves.toBe('pong');
    const ref = await importDevice();
    expect(ref).toMatchObject({ typeId: 'IDL:Tango/Device_5:1.0', host: '127.0.0.1', port: server.port });
    await expect(ping(ref)).resolves.toBe('pong');
  });

  it('every attribute can be read, and its elements are as many as its dimensions say', async () => {
    const ref = await importDevice();
    const declared = await configs(ref);
    const values = await read(
      ref,
      declared.map(({ name }) => name),
    );
    expect(values.map(({ name }) => name)).toEqual(declared.map(({ name }) => name));
    const failed = values.filter(({ errors }) => errors.length > 0).map(({ name }) => name);
    expect(failed).toEqual(['no_value', 'throw_exception']);
    for (const [i, value] of values.entries()) {
      if (value.errors.length > 0) continue;
      const hasSetValue = declared[i]?.writable === 'READ_WRITE' || declared[i]?.writable === 'READ_WITH_WRITE';
      expect([value.name, value.value?.length]).toEqual([value.name, extent(value.dim)]);
      expect([value.name, value.setValue?.length]).toEqual([
        value.name,
        hasSetValue ? extent(value.setDim) : undefined,
      ]);
    }
    // 63 001 strings come in some hundred fragments.
    expect(values.find(({ name }) => name === 'string_image_ro')?.value).toHaveLength(251 * 251);
    expect(values.find(({ name }) => name === 'State')?.value).toEqual(['RUNNING']);
  });

  it('commands are listed and executed', async () => {
    const ref = await importDevice();
    const list = await invoke(ref, 'command_list_query_2', undefined, readDevCmdInfo2List);
    expect(list.find(({ name }) => name === 'DevDouble')).toMatchObject({ inType: 5, outType: 5 });
    await expect(command(ref, 'DevVarLongStringArray', 17, { lvalue: [1, -2], svalue: ['a'] })).resolves.toEqual({
      lvalue: Int32Array.of(1, -2),
      svalue: ['a'],
    });
    const large = Float64Array.from({ length: 200_000 }, (_, i) => i / 7);
    const echoed = (await command(ref, 'DevVarDoubleArray', 13, large)) as Float64Array;
    expect(Buffer.from(echoed.buffer, echoed.byteOffset, echoed.byteLength).equals(Buffer.from(large.buffer))).toBe(
      true,
    );
  });

  it('errors are told apart', async () => {
    const ref = await importDevice();
    await expect(command(ref, 'NoSuchCommand', 0, undefined)).rejects.toMatchObject({
      code: 'TANGO.DEV_FAILED',
      completed: 'YES',
      errors: [{ reason: 'API_CommandNotFound', severity: 'ERR' }],
    });
    const stale = { ...ref, key: Uint8Array.from(ref.key, (byte, i) => (i === 3 ? byte ^ 1 : byte)) };
    await expect(ping(stale)).rejects.toMatchObject({ exception: 'OBJECT_NOT_EXIST', completed: 'NO' });
    await expect(invoke(ref, 'info_7', undefined, () => 0)).rejects.toMatchObject({
      exception: 'BAD_OPERATION',
      completed: 'NO',
    });
  });

  it('a stopped process costs one deadline, and answers a new client when it goes on', async () => {
    const ref = await importDevice();
    server.suspend();
    await halted(server.pid);
    try {
      const calls = Array.from({ length: 20 }, () => ping(ref, 20_000).catch((error: unknown) => error));
      for (const error of await Promise.all(calls))
        expect(error).toMatchObject({ code: 'CONNECT.TIMEOUT', source: `127.0.0.1:${server.port}` });
      await expect(ping(ref)).rejects.toMatchObject({ code: 'CONNECT.TIMEOUT', completed: 'NO' });
    } finally {
      server.resume();
    }
    const other = new Orb();
    const io = deadline(10_000);
    await expect(other.invoke(ref, 'ping', undefined, () => 'pong', io)).resolves.toBe('pong');
    io.done();
    await other.close();
  });

  it('a process that dies is noticed at once, and found again after its restart', async () => {
    const ref = await importDevice();
    await ping(ref);
    const lost = new Promise<CircuitState>((resolve) =>
      orb.onCircuit(ref, (state) => state.state === 'lost' && resolve(state)),
    );
    await server.kill();
    await expect(lost).resolves.toMatchObject({ state: 'lost', why: { code: 'LINK.LOST' } });
    await expect(ping(ref)).rejects.toMatchObject({ completed: 'NO' });
    await server.start();
    await expect(ping(await importDevice())).resolves.toBe('pong');
  });
});

/** A signal to stop takes each thread when it next looks: until then one of them may still answer. */
async function halted(pid: number): Promise<void> {
  const tasks = `/proc/${pid}/task`;
  const isHalted = (task: string): boolean => / T /.test(readFileSync(`${tasks}/${task}/stat`, 'utf8'));
  while (!readdirSync(tasks).every(isHalted)) await setTimeout(5);
}

function extent({ x, y }: Dim): number {
  return x * Math.max(1, y);
}
