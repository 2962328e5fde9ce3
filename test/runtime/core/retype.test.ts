import {
  command,
  type CommandSpec,
  compare,
  connectAll,
  defineDevice,
  type DeviceSpec,
  type FieldSpec,
  getMany,
  mock,
  type Reading,
  signal,
  type SignalSpec,
} from '@devgen/runtime';
import { conversions } from '@devgen/runtime/conversions';
import { describe, expect, it } from 'vitest';
import { holding, inMock, onAWire } from './narrowed.ts';

const state: SignalSpec = { kind: 'rw', source: 's', type: 'enum', labels: ['Idle', 'Run'], wire: 'i16' };
const count: SignalSpec = { kind: 'rw', source: 'c', type: 'f64', units: 'counts', wire: 'i64' };
const flag: SignalSpec = { kind: 'rw', source: 'f', type: 'enum', labels: ['Out', 'In'], wire: 'bool' };

const states: SignalSpec = { kind: 'rw', source: 'l', type: 'enum[]', labels: ['Idle', 'Run'], wire: 'u8[]' };
const flags: SignalSpec = { kind: 'rw', source: 'b', type: 'enum[]', labels: ['Out', 'In'], wire: 'bool[]' };
const counts: SignalSpec = { kind: 'rw', source: 'n', type: 'f64[]', wire: 'u64[]' };

const picture: SignalSpec = { kind: 'rw', source: 'p', type: 'f64[][]', wire: 'i64[][]' };
const mask: SignalSpec = { kind: 'rw', source: 'm', type: 'enum[][]', labels: ['Off', 'On'], wire: 'bool[][]' };
const image = (data: unknown): unknown => ({ shape: [1, 2], data });

const columns: readonly FieldSpec[] = [
  { name: 'time', type: 'f64[]', wire: 'i64[]' },
  { name: 'what', type: 'enum[]', labels: ['Idle', 'Run'], wire: 'u8[]' },
  { name: 'text', type: 'str[]' },
];
const table: SignalSpec = { kind: 'rw', source: 't', type: 'table', fields: columns };
const rows = (time: unknown, what: unknown, text: unknown): unknown => ({ time, what, text });

/** As a connector shows it. */
function wired<S extends SignalSpec>(spec: S): S {
  const { wire, labels: _, ...rest } = spec;
  const fields = spec.fields?.map((field) => wired(field as never) as FieldSpec);
  return { ...(wire === undefined ? spec : { ...rest, type: wire }), ...(fields && { fields }) } as S;
}

function named(n: unknown, yes: unknown): unknown {
  return Object.fromEntries([
    ['n', n],
    ['__proto__', yes],
  ]);
}

const CASES = [
  [state, 1, 'Run'],
  [count, 41n, 41],
  [flag, true, 'In'],
  [states, new Uint8Array([1, 0]), ['Run', 'Idle']],
  [flags, [true, false], ['In', 'Out']],
  [counts, new BigUint64Array([41n]), new Float64Array([41])],
  [picture, image(new BigInt64Array([-1n, 41n])), image(new Float64Array([-1, 41]))],
  [mask, image([true, false]), image(['On', 'Off'])],
  [table, rows(new BigInt64Array([5n]), new Uint8Array([1]), ['a']), rows(new Float64Array([5]), ['Run'], ['a'])],
] as const;

describe('a signal that its class types otherwise than the wire', () => {
  it.each(CASES)('reads and writes %j in the words of the class', async (spec, wire, typed) => {
    const { x, hand, connector } = await onAWire(spec, wired(spec));
    hand.set(wire);
    expect(await x.get()).toEqual(typed);
    expect((await getMany([x]))[0]).toMatchObject({ ok: true, value: typed });
    await x.set(typed);
    expect(hand.puts).toEqual([wire]);
    expect(connector.log).toMatchObject([{ value: wire }]);
    expect(await x.get()).toEqual(typed);
    expect(await x.setpoint()).toEqual(typed);
  });

  it.each(CASES)('is %j of a mock, which speaks the words of the class', async (spec, _, typed) => {
    const { x, hand, connector } = await inMock(spec);
    await expect(x.get()).resolves.toBeDefined();
    hand.set(typed);
    expect(await x.get()).toEqual(typed);
    await x.set(typed);
    expect(hand.puts).toEqual([typed]);
    expect(connector.log).toMatchObject([{ value: typed }]);
    expect(await x.setpoint()).toEqual(typed);
  });

  it.each([
    [state, 7, 'VALUE.LABEL_UNKNOWN', 7],
    [count, 2n ** 53n, 'VALUE.TYPE', 2n ** 53n],
    [states, new Uint8Array([1, 7]), 'VALUE.LABEL_UNKNOWN', 7],
    [counts, new BigUint64Array([2n ** 53n]), 'VALUE.TYPE', new BigUint64Array([2n ** 53n])],
    [picture, image(new BigInt64Array([0n, 2n ** 53n])), 'VALUE.TYPE', new BigInt64Array([0n, 2n ** 53n])],
    [mask, null, 'VALUE.TYPE', null],
    [table, rows(new BigInt64Array([5n]), new Uint8Array([2]), ['a']), 'VALUE.LABEL_UNKNOWN', 2],
  ] as const)('never delivers of %j what has no such form', async (spec, wire, code, actual) => {
    const { x, hand } = await onAWire(spec, wired(spec));
    hand.set({ ok: true, value: wire, severity: 'ok', timeNs: 1n, stale: false });
    const error = { code, actual, member: 'device.x', hint: expect.stringContaining('retype') };
    await expect(x.get()).rejects.toMatchObject(error);
    expect(await x.reading()).toMatchObject({ ok: false, severity: 'invalid', timeNs: 1n, error });
  });

  it.each([
    [count, 1.5, 'VALUE.TYPE'],
    [count, 2 ** 60, 'VALUE.TYPE'],
    [state, 'Fault', 'VALUE.LABEL_UNKNOWN'],
    [states, ['Run', 'Fault'], 'VALUE.LABEL_UNKNOWN'],
    [counts, new Float64Array([1, 1.5]), 'VALUE.TYPE'],
    [counts, new Float64Array([-1]), 'VALUE.TYPE'],
    [counts, [1], 'VALUE.TYPE'],
    [picture, image(new Float64Array([1, 1.5])), 'VALUE.TYPE'],
    [picture, image(new Float64Array([1])), 'VALUE.TYPE'],
    [mask, image(['On', 'Between']), 'VALUE.LABEL_UNKNOWN'],
    [table, rows(new Float64Array([1.5]), ['Run'], ['a']), 'VALUE.TYPE'],
    [table, rows(new Float64Array([1]), ['Run', 'Run'], ['a']), 'VALUE.TYPE'],
  ] as const)('sends of %j nothing that the wire has no form for: %j', async (spec, typed, code) => {
    for (const { x, hand } of [await onAWire(spec, wired(spec)), await inMock(spec)]) {
      await expect(x.set(typed)).rejects.toMatchObject({ code, hint: 'nothing was sent' });
      expect(hand.puts).toEqual([]);
    }
  });

  it('takes an empty list for one', async () => {
    const { x, hand } = await onAWire(counts, wired(counts));
    await x.set(new Float64Array(0));
    expect(hand.puts).toEqual([new BigUint64Array(0)]);
    expect(await x.get()).toEqual(new Float64Array(0));
  });

  it('observes them too', async () => {
    const { x, hand } = await onAWire(state, wired(state));
    const seen: Reading[] = [];
    for await (const reading of x.observe()) {
      seen.push(reading);
      if (seen.length === 2) break;
      hand.set(1);
    }
    expect(seen).toMatchObject([
      { ok: true, value: 'Idle' },
      { ok: true, value: 'Run' },
    ]);
  });

  it('converts the members of a structure, each of several, and the arm of a union that came', async () => {
    const fields: readonly FieldSpec[] = [
      { name: 'n', type: 'f64', wire: 'i64' },
      { name: '__proto__', type: 'enum', labels: ['No', 'Yes'], wire: 'u8' },
    ];
    const each: SignalSpec = { kind: 'rw', source: 'e', type: 'struct[]', fields };
    const several = await onAWire(each, wired(each));
    several.hand.set([named(1n, 1), null]);
    expect(await several.x.get()).toEqual([named(1, 'Yes'), null]);
    await several.x.set([null, named(2, 'No')]);
    expect(several.hand.puts).toEqual([[null, named(2n, 0)]]);

    const arms: SignalSpec = { kind: 'rw', source: 'u', type: 'union', fields };
    const union = await onAWire(arms, wired(arms));
    union.hand.set({ kind: 'n', value: 7n });
    expect(await union.x.get()).toEqual({ kind: 'n', value: 7 });
    await union.x.set({ kind: '__proto__', value: 'Yes' });
    expect(union.hand.puts).toEqual([{ kind: '__proto__', value: 1 }]);
  });

  it('describes itself as its class does', async () => {
    const { x } = await onAWire(state, wired(state));
    expect(x.type).toBe('enum');
    expect(await x.describe()).toMatchObject({ dtype: 'string', choices: ['Idle', 'Run'] });
    const { x: number } = await onAWire(count, wired(count));
    expect(await number.describe()).toMatchObject({ dtype: 'number', dtype_numpy: '<f8' });
  });

  it('is held against the live one by the type of the wire', () => {
    const found = (live: SignalSpec) => compare(holding(state), holding(live), (source) => source);
    expect(found({ kind: 'rw', source: 's', type: 'i16' })).toEqual([]);
    expect(found(state)).toEqual([]);
    expect(found({ kind: 'rw', source: 's', type: 'i32' })).toMatchObject([
      { rule: 'MEMBER_TYPE', severity: 'error', expected: 'i16', actual: 'i32' },
    ]);
    for (const [spec] of CASES) expect(compare(holding(spec), holding(wired(spec)), (source) => source)).toEqual([]);
    const other = { ...table, fields: [{ name: 'time', type: 'i32[]' }, ...columns.slice(1)] } as SignalSpec;
    expect(compare(holding(table), holding(wired(other)), (source) => source)).toMatchObject([
      { rule: 'MEMBER_TYPE', expected: ['time: i64[]'], actual: ['time: i32[]'] },
    ]);
  });
});
describe('conversions', () => {
  const missing = expect.objectContaining({
    code: 'DEVICE.CONVERSIONS',
    hint: expect.stringContaining('@devgen/runtime/conversions'),
  });

  it('are asked for as soon as a device is made whose class has none', () => {
    expect(() => new (defineDevice(holding(state)))('d')).toThrow(missing);
    const go: CommandSpec = { kind: 'command', source: 'g', in: { type: 'f64', wire: 'i64' } };
    expect(() => new (defineDevice(holding(go)))('d')).toThrow(missing);
    expect(() => new (defineDevice(holding(table)))('d')).toThrow(missing);
    expect(() => signal('d', state)).toThrow(missing);
    expect(() => command('d', go)).toThrow(missing);
  });

  it('of a class are those of its parts that have no class', async () => {
    const inside: DeviceSpec = holding(state);
    const outer = {
      id: 'a:C',
      members: {
        block: { kind: 'block', source: 'B', of: inside },
        all: { kind: 'vector', source: 'V', of: inside, keys: [1] },
      },
    } as const satisfies DeviceSpec;
    const live = {
      id: 'a:C',
      members: {
        block: { kind: 'block', source: 'B', of: holding(wired(state)) },
        all: { kind: 'vector', source: 'V', of: holding(wired(state)), keys: [1] },
      },
    } as const satisfies DeviceSpec;
    expect(() => new (defineDevice(outer))('d')).toThrow(missing);
    const device = new (defineDevice(outer))('d', { conversions });
    await connectAll({ device }, { via: [mock({ live: () => live })] });
    for (const part of [device.block, device.all.at(1)])
      expect(await (part as unknown as { x: { get(): Promise<unknown> } }).x.get()).toBe('Idle');
  });
});
