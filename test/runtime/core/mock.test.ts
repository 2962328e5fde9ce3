import {
  type CommandSpec,
  defineDevice,
  getMany,
  mock,
  mockOf,
  type SignalSpec,
  type ValueSpec,
} from '@devgen/runtime';
import { describe, expect, it } from 'vitest';
import { createSignal } from '../../../src/runtime/core/signal/signal.ts';
import { slot } from '../../../src/runtime/core/contract/slot.ts';
import { openMembers, unlimited } from './bound-member.ts';
import { everyType } from './every-type.ts';

const number: SignalSpec = { kind: 'rw', source: 'ampli', type: 'f64' };

async function zeroOf(spec: ValueSpec): Promise<unknown> {
  const { signal } = await openMembers(mock(), { x: { ...spec, kind: 'rw', source: 'x' } });
  return await signal('x').get();
}

describe('the value of a mock before anything was set', () => {
  const zeros: [ValueSpec, unknown][] = [
    [{ type: 'bool' }, false],
    [{ type: 'i32' }, 0],
    [{ type: 'u64' }, 0n],
    [{ type: 'str' }, ''],
    [{ type: 'any' }, null],
    [{ type: 'f32[]' }, new Float32Array(0)],
    [{ type: 'i64[]' }, new BigInt64Array(0)],
    [{ type: 'str[]' }, []],
    [{ type: 'u16[][]' }, { shape: [0, 0], data: new Uint16Array(0) }],
    [{ type: 'enum', labels: ['Off', 'On'] }, 'Off'],
    [{ type: 'enum' }, 0],
    [
      { type: 'enum[][]', labels: ['Off'] },
      { shape: [0, 0], data: [] },
    ],
    [{ type: 'encoded' }, { format: '', data: new Uint8Array(0) }],
    [{ type: 'ndarray' }, { shape: [0], data: new Float64Array(0) }],
    [
      {
        type: 'table',
        fields: [
          { name: 'a', type: 'u32[]' },
          { name: 'b', type: 'enum[]', labels: ['X'] },
        ],
      },
      { a: new Uint32Array(0), b: [] },
    ],
    [{ type: 'struct', fields: [{ name: 'a', type: 'i64' }] }, { a: 0n }],
    [
      { type: 'union', fields: [{ name: 'a', type: 'str' }] },
      { kind: 'a', value: '' },
    ],
  ];
  it.each(zeros)('of %j is exact', async (spec, zero) => {
    const value = await zeroOf(spec);
    expect(value).toStrictEqual(zero);
  });

  it('can be written back, for every type', async () => {
    for (const spec of everyType) {
      const { signal } = await openMembers(mock(), { x: { ...spec, kind: 'rw', source: 'x' } });
      const x = signal('x');
      await x.set(await x.get());
      expect(mockOf(x).puts.length, spec.type).toBe(1);
    }
  });
});

describe('a mock', () => {
  it('writes where the write address is, and reads back', async () => {
    const { signal } = await openMembers(mock(), {
      position: { kind: 'rw', source: 'RBV', write: 'VAL', type: 'f64' },
      demand: { kind: 'r', source: 'VAL', type: 'f64' },
    });
    const [position, demand] = [signal('position'), signal('demand')];
    await position.set(5);
    mockOf(position).set(4.9);
    expect([await position.get(), await position.setpoint(), await demand.get()]).toEqual([4.9, 5, 5]);
  });

  it('keeps the setpoint apart from what the hardware says', async () => {
    const { signal } = await openMembers(mock(), { x: number });
    const x = signal('x');
    await x.set(2);
    mockOf(x).set(1.5);
    expect([await x.get(), await x.setpoint()]).toEqual([1.5, 2]);
  });

  it('holds a write until it is released', async () => {
    const { signal } = await openMembers(mock(), { x: number });
    const x = signal('x');
    const [release, other] = [mockOf(x).hold(), mockOf(x).hold()];
    let done = false;
    const set = x.set(3).then(() => (done = true));
    release();
    expect(await x.get()).toBe(0);
    expect(done).toBe(false);
    expect(mockOf(x).puts).toEqual([3]);
    other();
    await set;
    expect(await x.get()).toBe(3);
  });

  it('fails writes until told otherwise', async () => {
    const { signal } = await openMembers(mock(), { x: number });
    const x = signal('x');
    const recover = mockOf(x).fail(new Error('stuck'));
    await expect(x.set(1)).rejects.toThrow('dev.x (mock://dev/1/ampli): set: stuck');
    recover();
    await x.set(1);
    expect(mockOf(x).puts).toEqual([1, 1]);
  });

  it('takes the readback of a write from a callback', async () => {
    const { signal } = await openMembers(mock(), { x: number, other: { ...number, source: 'other' } });
    const [x, other] = [signal('x'), signal('other')];
    mockOf(x).onPut((value) => {
      mockOf(other).set(value);
      return Number(value) / 2;
    });
    await x.set(8);
    expect([await x.get(), await other.get()]).toEqual([4, 8]);
  });

  it('records the order of writes and commands over all members', async () => {
    const connector = mock();
    const stop: CommandSpec = { kind: 'command', source: 'Stop' };
    const { signal, command } = await openMembers(connector, { x: number, stop });
    await signal('x').set(1);
    await command('stop').execute(undefined);
    expect(connector.log.map(({ member, value }) => [member, value])).toEqual([
      ['ampli', 1],
      ['Stop()', undefined],
    ]);
  });

  it('keeps elements of vectors apart', async () => {
    const seq = { id: 'panda:SEQ', members: { enable: { kind: 'rw', source: 'ENABLE', type: 'bool' } } } as const;
    const spec = { id: 'panda:', members: { seq: { kind: 'vector', source: 'SEQ', of: seq, keys: [1, 2] } } } as const;
    const link = await mock().open('box', spec, unlimited());
    const elements = [1, 2].map((key) => {
      const signal = createSignal(seq.members.enable, `seq.${key}.enable`, 'box');
      signal[slot].binding = { state: 'bound', link, backend: link.backend(['SEQ', key], seq.members.enable) };
      signal[slot].rebound();
      return signal;
    });
    await elements[0]!.set(true);
    expect(await Promise.all(elements.map((signal) => signal.get()))).toEqual([true, false]);
    expect(elements[1]!.source).toBe('mock://box/SEQ/2/ENABLE');
    expect((await getMany(elements)).map((reading) => reading.ok && reading.value)).toEqual([true, false]);
  });

  it('keeps a command apart from a signal whose own name ends like a command', async () => {
    const members = {
      temp: { kind: 'rw', source: 'Temp()', type: 'f64' },
      run: { kind: 'command', source: 'Temp', out: 'str' },
    } as const;
    const device = new (defineDevice({ id: 'tango:X', members }))('a/b/c');
    await device.$connect({ mock: true });
    await device.temp.set(2);
    expect([await device.temp.get(), await device.run.execute()]).toEqual([2, '']);
    await device.$dispose();
  });

  it('shows what a live device shows instead, if told', async () => {
    const connector = mock({ live: (_, wanted) => ({ ...wanted!, members: {} }) });
    const link = await connector.open('a', { id: 'x:', members: { x: number } }, unlimited());
    expect(link.state).toMatchObject({ state: 'connected', live: { spec: { id: 'x:', members: {} } } });
  });

  it('closes its links: calls reject, observers are released', async () => {
    const connector = mock();
    const { signal, link } = await openMembers(connector, { x: number });
    const x = signal('x');
    const states: string[] = [];
    link.onState(({ state }) => states.push(state));
    await x.observe().next();
    expect(mockOf(x).observers).toBe(1);
    await connector.close();
    expect(mockOf(x).observers).toBe(0);
    expect(states).toEqual(['closed']);
    await expect(x.set(1)).rejects.toMatchObject({ code: 'LINK.CLOSED' });
  });

  it('is asked for only behind a member that is connected to one', () => {
    const signal = createSignal(number, 'x', 'a/b/c/ampli');
    expect(() => mockOf(signal)).toThrow('x (a/b/c/ampli) is not connected to a mock');
  });
});
