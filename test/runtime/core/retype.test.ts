import { compare, type DeviceSpec, type Reading, type SignalSpec } from '@devgen/runtime';
import { describe, expect, it } from 'vitest';
import { onWire } from '../../../src/runtime/core/value/retype.ts';
import { mocked } from './mocked-signal.ts';

const state: SignalSpec = { kind: 'rw', source: 's', type: 'enum', labels: ['Idle', 'Run'], wire: 'i16' };
const count: SignalSpec = { kind: 'rw', source: 'c', type: 'f64', units: 'counts', wire: 'i64' };
const flag: SignalSpec = { kind: 'rw', source: 'f', type: 'enum', labels: ['Out', 'In'], wire: 'bool' };

const states: SignalSpec = { kind: 'rw', source: 'l', type: 'enum[]', labels: ['Idle', 'Run'], wire: 'u8[]' };
const flags: SignalSpec = { kind: 'rw', source: 'b', type: 'enum[]', labels: ['Out', 'In'], wire: 'bool[]' };
const counts: SignalSpec = { kind: 'rw', source: 'n', type: 'f64[]', wire: 'u64[]' };

const holding = (member: SignalSpec): DeviceSpec => ({ id: 'a:B', members: { x: member } });

describe('a signal that its class types otherwise than the wire', () => {
  it.each([
    [state, [0, 'Idle'], [1, 'Run']],
    [count, [0n, 0], [41n, 41]],
    [flag, [false, 'Out'], [true, 'In']],
  ] as const)('reads and writes %j in the words of the class', async (spec, [, first], [wire, typed]) => {
    const { x, hand, connector } = await mocked(spec);
    expect(await x.get()).toBe(first);
    hand.set(wire);
    expect(await x.get()).toBe(typed);
    hand.set(first);
    await x.set(typed);
    expect(await x.get()).toBe(typed);
    expect(await x.setpoint()).toBe(typed);
    expect(hand.puts).toEqual([typed]);
    expect(connector.log).toMatchObject([{ value: typed }]);
  });

  it.each([
    [states, [new Uint8Array([1, 0]), ['Run', 'Idle']], new Uint8Array([1, 7]), 'VALUE.LABEL_UNKNOWN'],
    [
      flags,
      [
        [true, false],
        ['In', 'Out'],
      ],
      undefined,
      undefined,
    ],
    [counts, [new BigUint64Array([41n]), new Float64Array([41])], new BigUint64Array([2n ** 53n]), 'VALUE.TYPE'],
  ] as const)('of a list in the words of %j, each of its elements', async (spec, [wire, typed], bad, code) => {
    const { x, hand } = await mocked(spec);
    hand.set(wire);
    expect(await x.get()).toEqual(typed);
    await x.set(typed);
    expect(hand.puts).toEqual([typed]);
    expect(await x.get()).toEqual(typed);
    await x.set(typed.slice(0, 0));
    expect(await x.get()).toEqual(typed.slice(0, 0));
    if (bad === undefined) return;
    hand.set(bad);
    await expect(x.get()).rejects.toMatchObject({ code });
  });

  it('sends no list of which an element has no form', async () => {
    const { x, hand } = await mocked(counts);
    await expect(x.set(new Float64Array([1, 1.5]))).rejects.toMatchObject({ code: 'VALUE.TYPE' });
    await expect(x.set([1])).rejects.toMatchObject({ code: 'VALUE.TYPE' });
    const { x: other } = await mocked(states);
    await expect(other.set(['Run', 'Fault'])).rejects.toMatchObject({ code: 'VALUE.LABEL_UNKNOWN' });
    expect(hand.puts).toEqual([]);
  });

  it('observes them too', async () => {
    const { x, hand } = await mocked(state);
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

  it('never delivers a number without a label, nor one that a double cannot hold', async () => {
    const { x, hand } = await mocked(state);
    hand.set(7);
    await expect(x.get()).rejects.toMatchObject({
      code: 'VALUE.LABEL_UNKNOWN',
      actual: 7,
      hint: expect.stringContaining('retype'),
    });
    const big = await mocked(count);
    big.hand.set(2n ** 53n);
    await expect(big.x.get()).rejects.toMatchObject({ code: 'VALUE.TYPE', actual: 2n ** 53n });
  });

  it('sends nothing that the wire has no form for', async () => {
    const { x, hand } = await mocked(count);
    await expect(x.set(1.5)).rejects.toMatchObject({ code: 'VALUE.TYPE' });
    await expect(x.set(2 ** 60)).rejects.toMatchObject({ code: 'VALUE.TYPE' });
    expect(hand.puts).toEqual([]);
    const { x: other } = await mocked(state);
    await expect(other.set('Fault')).rejects.toMatchObject({ code: 'VALUE.LABEL_UNKNOWN' });
  });

  it('describes itself as its class does', async () => {
    const { x } = await mocked(state);
    expect(x.type).toBe('enum');
    expect(await x.describe()).toMatchObject({ dtype: 'string', choices: ['Idle', 'Run'] });
    expect(await (await mocked(count)).x.describe()).toMatchObject({ dtype: 'number', dtype_numpy: '<f8' });
  });

  it('is held against the live one by the type of the wire', () => {
    const found = (live: SignalSpec) => compare(holding(state), holding(live), (source) => source);
    expect(found({ kind: 'rw', source: 's', type: 'i16' })).toEqual([]);
    expect(found(state)).toEqual([]);
    expect(found({ kind: 'rw', source: 's', type: 'i32' })).toMatchObject([
      { rule: 'MEMBER_TYPE', severity: 'error', expected: 'i16', actual: 'i32' },
    ]);
    expect(compare(holding(states), holding({ kind: 'rw', source: 'l', type: 'u8[]' }), (source) => source)).toEqual(
      [],
    );
    expect(onWire(state)).toEqual({ kind: 'rw', source: 's', type: 'i16' });
  });
});
