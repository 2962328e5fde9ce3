import { connectAll, mock, mockOf, pendingWaits, softSignal } from '@devgen/runtime';
import { derivedSignal, derivedSignals } from '@devgen/runtime/derived';
import { describe, expect, it } from 'vitest';
import { connectSlits, Motor, Slits } from './slits.ts';

async function mocked() {
  const slits = await connectSlits();
  return { slits, top: mockOf(slits.top.position), bottom: mockOf(slits.bottom.position) };
}

describe('a set', () => {
  it('writes to every part at once and under one deadline', async () => {
    const { slits, top, bottom } = await mocked();
    const release = [top.hold(), bottom.hold()];
    const done = slits.width.set(4);
    await expect.poll(() => [top.puts, bottom.puts]).toEqual([[2], [-2]]);
    release.forEach((end) => end());
    await done;
    expect([await slits.width.get(), await slits.width.setpoint()]).toEqual([4, 4]);

    top.hold();
    const late = slits.width.set(6, { deadline: 20 });
    await expect(late).rejects.toMatchObject({
      code: 'CALL.TIMEOUT',
      message:
        'slits.width (derived://slits.width): set: slits.top.position (mock://top/Position): set: no answer within 20 ms',
    });
    expect(pendingWaits()).toEqual([]);
  });

  it('starts from the setpoints, not from where the parts happen to be', async () => {
    const { slits, top, bottom } = await mocked();
    await slits.top.position.set(3);
    await slits.bottom.position.set(1);
    top.set(3.01);
    bottom.set(0.99);
    expect([await slits.width.setpoint(), await slits.width.get()]).toEqual([2, expect.closeTo(2.02)]);
    await slits.width.set(4);
    expect([top.puts.at(-1), bottom.puts.at(-1)]).toEqual([4, 0]);
  });

  it('sends nothing unless every value fits its part', async () => {
    const connector = mock();
    const { motor } = await connectAll({ motor: new Motor('m') }, { via: [connector] });
    const parts = { position: motor.position, speed: motor.speed, secret: motor.secret };
    const wild = (writes: object) => derivedSignal('f64', parts, { set: () => writes as never }).set(1);
    await expect(wild({ position: 1, secret: '2' })).rejects.toMatchObject({ code: 'VALUE.TYPE' });
    await expect(wild({ position: 1, speed: 2 })).rejects.toThrow('motor.speed (mock://m/Speed) cannot be set');
    await expect(wild({ position: 1, sped: 2 })).rejects.toThrow('it would write to sped, which is none of its parts');
    expect(connector.log).toEqual([]);
    await wild({ position: undefined, secret: 2 });
    expect(connector.log).toEqual([{ address: 'm', member: 'Secret', value: 2 }]);
  });

  it('reports each part that failed, and leaves the others as they were set', async () => {
    const { slits, top } = await mocked();
    top.fail(new Error('stuck'));
    const error = (await slits.width.set(2).catch((reason: unknown) => reason)) as Error & {
      errors: Map<string, Error>;
    };
    expect(error.message).toBe(
      'slits.width (derived://slits.width): set: slits.top.position (mock://top/Position): set: stuck',
    );
    expect([...error.errors.keys()]).toEqual(['top']);
    expect(await slits.bottom.position.get()).toBe(-1);
  });

  it('rejects with what its function throws, and ends one that hangs', async () => {
    const x = softSignal('f64');
    const throwing = derivedSignal('f64', { x }, { set: () => Promise.reject(new RangeError('beyond')) });
    await expect(throwing.set(1)).rejects.toThrow('derived://: set: beyond');
    const hanging = derivedSignal('f64', { x }, { set: () => new Promise<never>(() => {}) });
    await expect(hanging.set(1, { deadline: 10 })).rejects.toMatchObject({ code: 'CALL.TIMEOUT' });
  });

  it('may be all that it can do, and may be what it cannot', async () => {
    const x = softSignal('f64');
    const writer = derivedSignal('f64', { x }, { set: (value) => ({ x: value }) });
    expect(writer.kind).toBe('w');
    await writer.set(5);
    expect(await x.get()).toBe(5);
    const reader = derivedSignal('f64', { x }, { get: (values) => values.x });
    expect(reader.kind).toBe('r');
    await expect((reader as unknown as typeof writer).set(1)).rejects.toMatchObject({ code: 'MEMBER.KIND' });
    await expect((writer as unknown as typeof reader).get()).rejects.toMatchObject({ code: 'MEMBER.KIND' });
  });

  it('passes on whether to wait for completion', async () => {
    const x = softSignal('f64');
    const seen: unknown[] = [];
    const inner = derivedSignal('f64', { x }, { set: (value) => ({ x: value }) });
    const spied: typeof inner = Object.create(inner, {
      set: { value: (value: number, options: unknown) => (seen.push(options), inner.set(value)) },
    });
    await derivedSignal('f64', { spied }, { set: (value) => ({ spied: value }) }).set(1, { wait: false });
    expect(seen).toMatchObject([{ wait: false }]);
  });
});

describe('signals of one transform', () => {
  it('are computed together, and a set of one keeps the others', async () => {
    const { slits, top, bottom } = await mocked();
    await slits.top.position.set(3);
    await slits.bottom.position.set(1);
    expect([await slits.gap.get(), await slits.centre.get()]).toEqual([2, 2]);
    await slits.centre.set(10);
    expect([top.puts.at(-1), bottom.puts.at(-1)]).toEqual([11, 9]);
    await slits.gap.set(4);
    expect([top.puts.at(-1), bottom.puts.at(-1)]).toEqual([12, 8]);
  });

  it('are combined when they are set at the same time', async () => {
    const { slits } = await mocked();
    await Promise.all([slits.gap.set(4), slits.centre.set(10)]);
    expect([await slits.gap.get(), await slits.centre.get()]).toEqual([4, 10]);
    expect([await slits.top.position.get(), await slits.bottom.position.get()]).toEqual([12, 8]);
    mockOf(slits.top.position).fail(new Error('stuck'));
    await expect(slits.gap.set(100)).rejects.toThrow('stuck');
    mockOf(slits.top.position).fail(new Error('still'));
    await expect(slits.centre.set(0)).rejects.toThrow('still');
    expect(await slits.bottom.position.get()).not.toBe(-50);
  });

  it('share one request for their parts', async () => {
    const slits = new Slits();
    const reads: number[] = [];
    const count = (): number => reads.push(1);
    const raw = { a: softSignal('f64', 1, { getter: count }), b: softSignal('f64', 2) };
    const both = derivedSignals({ sum: 'f64', difference: 'f64' }, raw, {
      rawToDerived: ({ a, b }) => ({ sum: a + b, difference: a - b }),
    });
    const { getMany } = await import('@devgen/runtime');
    expect(await getMany([both.sum, both.difference])).toMatchObject([{ value: 3 }, { value: -1 }]);
    expect(reads).toHaveLength(1);
    expect([both.sum.kind, slits.gap.kind]).toEqual(['r', 'rw']);
  });
});
