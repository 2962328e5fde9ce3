import { goodReading, mockOf, pendingWaits, setAndWaitForValue, softSignal, waitForValue } from '@devgen/runtime';
import { derivedSignal } from '@devgen/runtime/derived';
import { describe, expect, it } from 'vitest';
import { next } from '../../../conformance/context.ts';
import { connectSlits, motors, Slits } from './slits.ts';

async function mocked() {
  const slits = await connectSlits();
  return { slits, top: mockOf(slits.top.position), bottom: mockOf(slits.bottom.position) };
}

describe('an observed derived signal', () => {
  it('tells once all parts have told, and then with each', async () => {
    const { slits, top, bottom } = await mocked();
    const readings = slits.width.observe();
    expect(await next(readings)).toMatchObject({ ok: true, value: 0 });
    top.set(3);
    bottom.set(goodReading(1, { severity: 'minor' }));
    expect([await next(readings), await next(readings)]).toMatchObject([
      { value: 3, severity: 'none' },
      { value: 2, severity: 'minor' },
    ]);
    await readings.return?.();
    expect([top.observers, bottom.observers]).toEqual([0, 0]);
  });

  it('answers a get without a request, unless a part was written', async () => {
    const { slits, top } = await mocked();
    let asked = 0;
    const counted = softSignal('f64', 1, { getter: () => ++asked });
    const sum = derivedSignal('f64', { counted, top: slits.top.position }, { get: ({ counted: a, top: b }) => a + b });
    const readings = sum.observe({ period: 60_000 });
    await readings.next();
    expect([await sum.get(), asked]).toEqual([1, 0]);
    top.set(5);
    expect([await sum.get(), asked]).toEqual([6, 0]);
    await sum.get({ fresh: true });
    expect(asked).toBe(1);
    await slits.top.position.set(7);
    expect(await sum.get()).toBe(asked + 7);
    expect(asked).toBe(2);
    await readings.return?.();
  });

  it('holds thresholds against what it tells, not against the parts', async () => {
    const { slits, top } = await mocked();
    const far = derivedSignal('f64', { top: slits.top.position }, { get: (values) => values.top * 1_000 });
    const readings = far.observe({ absolute: 1 });
    await readings.next();
    top.set(0.0005);
    top.set(0.002);
    expect(await next(readings)).toMatchObject({ value: 2 });
    await readings.return?.();
  });

  it('is stale while a part is, and comes back by itself', async () => {
    const system = motors();
    const slits = await connectSlits(system);
    const readings = slits.width.observe();
    expect(await next(readings)).toMatchObject({ stale: false });
    system.lose('top');
    expect(await next(readings)).toMatchObject({ ok: true, value: 0, stale: true });
    await expect(slits.width.get()).rejects.toMatchObject({
      code: 'LINK.LOST',
      message:
        'slits.width (derived://slits.width): get: slits.top.position (soft://memory/top/Position): does not answer',
    });
    expect(await slits.width.reading()).toMatchObject({ ok: true, stale: true });
    system.restore('top');
    expect(await next(readings)).toMatchObject({ stale: false });
    expect(await slits.width.get()).toBe(0);
    await readings.return?.();
  });

  it('throws when a part is disposed, and works again once that is connected', async () => {
    const system = motors();
    const slits = await connectSlits(system);
    const readings = slits.width.observe();
    await readings.next();
    const following = readings.next();
    await slits.top.$dispose();
    await expect(following).rejects.toMatchObject({ code: 'LINK.CLOSED' });
    await expect(following).rejects.toThrow('slits.top');
    await expect(slits.width.observe().next()).rejects.toThrow(/^slits\.width .*observe: slits\.top\.position/);
    await slits.top.$connect({ via: [system] });
    expect(await next(slits.width.observe())).toMatchObject({ value: 0 });
  });

  it('leaves nothing behind when it cannot be observed', async () => {
    const { slits, bottom } = await mocked();
    const unbound = new Slits();
    const mixed = derivedSignal('f64', { bottom: slits.bottom.position, top: unbound.top.position }, { get: () => 0 });
    await expect(mixed.observe().next()).rejects.toMatchObject({ code: 'NOT_CONNECTED' });
    expect(bottom.observers).toBe(0);
  });

  it('feeds waitForValue and setAndWaitForValue', async () => {
    const { slits, top } = await mocked();
    const wait = waitForValue(slits.width, (width) => width > 5);
    await expect.poll(() => top.observers).toBe(1);
    top.set(6);
    expect(await wait).toBe(6);
    expect((await setAndWaitForValue(slits.width, 3)).value).toBe(3);
    await expect(waitForValue(slits.width, 9, { deadline: 10 })).rejects.toMatchObject({ code: 'CALL.TIMEOUT' });
    expect([top.observers, pendingWaits()]).toEqual([0, []]);
  });
});
