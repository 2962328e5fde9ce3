import {
  badReading,
  DevgenError,
  getMany,
  goodReading,
  mockOf,
  pendingWaits,
  softCommand,
  softSignal,
} from '@devgen/runtime';
import { derivedSignal } from '@devgen/runtime/derived';
import { describe, expect, it } from 'vitest';
import { connectSlits } from './slits.ts';

async function mocked() {
  const slits = await connectSlits();
  return { slits, top: mockOf(slits.top.position), bottom: mockOf(slits.bottom.position) };
}

describe('a derived signal', () => {
  it('has a name, a type, units and metadata of its own', async () => {
    const { slits } = await mocked();
    const { name, source, kind, type, meta } = slits.width;
    expect({ name, source, kind, type, meta }).toEqual({
      name: 'slits.width',
      source: 'derived://slits.width',
      kind: 'rw',
      type: 'f64',
      meta: { precision: 3, units: 'mm' },
    });
    expect(await slits.width.describe()).toMatchObject({ dtype: 'number', units: 'mm', precision: 3, shape: [] });
  });

  it('is computed with each get', async () => {
    const { slits, top, bottom } = await mocked();
    top.set(3);
    bottom.set(1);
    expect(await slits.width.get()).toBe(2);
    top.set(7);
    expect(await slits.width.get()).toBe(6);
    expect(await getMany([slits.width, slits.gap, slits.top.speed])).toMatchObject([
      { value: 6 },
      { value: 6 },
      { value: 0 },
    ]);
  });

  it('has the worst severity and the latest time of its parts', async () => {
    const { slits, top, bottom } = await mocked();
    top.set(goodReading(3, { severity: 'minor', timeNs: 5n }));
    bottom.set(goodReading(1, { severity: 'major', timeNs: 4n }));
    expect(await slits.width.reading()).toEqual(goodReading(2, { severity: 'major', timeNs: 5n }));
  });

  it('has no value where a part has none, and names the part', async () => {
    const { slits, top, bottom } = await mocked();
    top.set(badReading(new DevgenError('out of order', { code: 'VALUE.INVALID', hint: 'oil it' }), { timeNs: 9n }));
    expect(await slits.width.reading()).toMatchObject({ ok: false, severity: 'invalid' });
    await expect(slits.width.get()).rejects.toMatchObject({
      code: 'VALUE.INVALID',
      message: 'slits.width (derived://slits.width): get: slits.top.position (mock://top/Position): out of order',
      member: 'slits.width',
      hint: 'oil it',
    });
    bottom.set(badReading(new DevgenError('dead', { code: 'X.Y' })));
    const error = (await slits.width.get().catch((reason: unknown) => reason)) as { errors: Map<string, Error> };
    expect([...error.errors.keys()]).toEqual(['top', 'bottom']);
    expect(String(error)).toContain('out of order; slits.bottom.position (mock://bottom/Position): dead');
  });

  it('has no value where its function throws or gives another type', async () => {
    const x = softSignal('f64', 1);
    const thrown = new RangeError('no such angle');
    const throwing = derivedSignal(
      'f64',
      { x },
      {
        get: () => {
          throw thrown;
        },
      },
    );
    await expect(throwing.get()).rejects.toMatchObject({ code: 'CALL.FAILED', cause: expect.anything() });
    await expect(throwing.get()).rejects.toThrow('no such angle');
    const wrong = derivedSignal('i32', { x }, { get: (values) => values.x / 2 });
    await expect(wrong.get()).rejects.toMatchObject({ code: 'VALUE.TYPE', actual: 0.5 });
    const label = derivedSignal({ type: 'enum', labels: ['A', 'B'] }, { x }, { get: () => 'C' as 'A' });
    await expect(label.get()).rejects.toMatchObject({ code: 'VALUE.LABEL_UNKNOWN' });
  });

  it('may be derived from derived signals, and from none', async () => {
    const { slits, top, bottom } = await mocked();
    const area = derivedSignal('f64', { width: slits.width, gap: slits.gap }, { get: ({ width, gap }) => width * gap });
    top.set(5);
    bottom.set(2);
    expect(await area.get()).toBe(9);
    expect(await derivedSignal('str', {}, { get: () => 'constant' }).get()).toBe('constant');
  });

  it('names parts by any text', async () => {
    const parts = Object.fromEntries([
      ['__proto__', softSignal('f64', 4)],
      ['001', softSignal('f64', 5)],
    ]);
    const sum = derivedSignal('f64', parts, {
      get: (values) => Object.values(values).reduce((total, value) => total + value, 0),
      set: (value) =>
        Object.fromEntries([
          ['__proto__', value],
          ['001', value],
        ]),
    });
    expect(await sum.get()).toBe(9);
    await sum.set(1);
    expect(await sum.get()).toBe(2);
  });

  it('is made of signals alone', () => {
    for (const wrong of [undefined, 5, softCommand({}, () => {})]) {
      const part = () => derivedSignal('f64', { x: wrong as never }, { get: () => 0 });
      expect(part).toThrow(expect.objectContaining({ code: 'MEMBER.KIND', message: 'the part x is no signal' }));
    }
  });

  it('ends with its deadline and says which part did not answer', async () => {
    const slow = softSignal('f64', 0, { getter: () => new Promise(() => {}) });
    const twice = derivedSignal('f64', { slow, fast: softSignal('f64', 1) }, { get: (values) => values.slow });
    const wait = twice.get({ deadline: 20 });
    expect(pendingWaits()).toMatchObject([{ what: 'get', source: 'derived://' }, { what: 'get' }, { what: 'get' }]);
    await expect(wait).rejects.toMatchObject({ code: 'CALL.TIMEOUT' });
    await expect(wait).rejects.toThrow('derived://: get: soft://: no answer within 20 ms');
    expect(pendingWaits()).toEqual([]);
    await expect(twice.get({ signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'CALL.ABORTED' });
  });
});
