import { connectAll, Device, goodReading, soft, softCommand, softSignal } from '@devgen/runtime';
import { describe, expect, expectTypeOf, it } from 'vitest';
import type { SignalRW } from '@devgen/runtime';
import { openMembers, unlimited } from './bound-member.ts';

describe('softSignal', () => {
  it('is connected from its birth, with the value given or the zero of its type', async () => {
    const speed = softSignal({ type: 'f64', units: 'mm/s' }, 3);
    expect(await speed.get()).toBe(3);
    expect(await softSignal('i64').get()).toBe(0n);
    await speed.set(4);
    expect([await speed.get(), await speed.setpoint()]).toEqual([4, 4]);
    expect(await speed.describe()).toMatchObject({ units: 'mm/s', dtype: 'number' });
    await expect(speed.set('fast' as never)).rejects.toMatchObject({ code: 'VALUE.TYPE' });
  });

  it('has the type that its spec says', () => {
    const mode = softSignal({ type: 'enum', labels: ['Idle', 'Run'] }, 'Idle');
    expectTypeOf(mode).toEqualTypeOf<SignalRW<'Idle' | 'Run'>>();
    expectTypeOf(softSignal('u8[]')).toEqualTypeOf<SignalRW<Uint8Array>>();
    // @ts-expect-error a label that is not declared
    softSignal({ type: 'enum', labels: ['Idle', 'Run'] }, 'Stop');
  });

  it('takes its name from the composite that holds it, and stays out of mock', async () => {
    class Stage extends Device {
      readonly speed = softSignal('f64', 2);
      readonly home = softCommand({ out: 'str' }, () => 'homed');
    }
    const { stage } = await connectAll({ stage: new Stage() }, { mock: true });
    expect([stage.speed.name, stage.speed.source]).toEqual(['stage.speed', 'soft://stage.speed']);
    expect(await stage.home.execute()).toBe('homed');
    await stage.$dispose();
    expect(await stage.speed.get()).toBe(2);
  });

  it('asks its getter at each get, and its setter decides the readback', async () => {
    let hardware = 1;
    const x = softSignal('f64', 0, { getter: () => hardware, setter: (value) => void (hardware = value * 10) });
    expect(await x.get()).toBe(1);
    await x.set(2);
    expect([await x.get(), await x.setpoint()]).toEqual([20, 2]);
    const clipped = softSignal('f64', 0, { setter: (value) => Math.min(value, 5) });
    await clipped.set(9);
    expect(await clipped.get()).toBe(5);
  });

  it('asks its getter while it is observed, and no longer', async () => {
    let asked = 0;
    const x = softSignal('f64', 0, { getter: () => ++asked });
    const readings = x.observe({ period: 1 });
    for (const value of [0, 1, 2]) expect((await readings.next()).value).toMatchObject({ ok: true, value });
    await readings.return?.();
    const before = asked;
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(asked).toBe(before);
  });

  it('makes of a getter that throws a reading without value, and of such a setter a rejection', async () => {
    const x = softSignal('f64', 0, {
      getter: () => {
        throw new Error('no sensor');
      },
      setter: () => {
        throw new Error('no motor');
      },
    });
    expect(await x.reading()).toMatchObject({ ok: false, error: { code: 'CALL.FAILED' } });
    await expect(x.get()).rejects.toThrow('no sensor');
    await expect(x.set(1)).rejects.toThrow('no motor');
  });
});

describe('soft', () => {
  const spec = { id: 'soft:Psu', members: { level: { kind: 'rw', source: 'level', type: 'f64' } } } as const;

  it('keeps values beyond a link, shared by all links of a device', async () => {
    const system = soft({ psu: { spec, members: { level: { initial: 5, meta: { precision: 2 } } } } });
    const [one, two] = [await openMembers(system, spec.members, 'psu'), await openMembers(system, spec.members, 'psu')];
    await one.signal('level').set(7);
    await one.link.close();
    const level = two.signal('level');
    expect(await level.get()).toBe(7);
    expect(level.meta).toEqual({ precision: 2 });
    expect(level.source).toBe('soft://memory/psu/level');
    system.set('psu', 'level', goodReading(8, { severity: 'minor', quality: 'HIGH', timeNs: 3n }));
    expect(await level.reading()).toEqual({
      ok: true,
      value: 8,
      severity: 'minor',
      quality: 'HIGH',
      timeNs: 3n,
      stale: false,
    });
  });

  it('names what it knows when asked for what it does not', async () => {
    const system = soft({ psu: { spec } });
    await expect(system.open('pump', spec, unlimited())).rejects.toMatchObject({
      code: 'ADDRESS.UNKNOWN',
      hint: 'known: psu',
    });
    expect(() => system.set('psu', 'typo', 1)).toThrow('soft://memory/psu has no value typo');
    expect([system.claims('psu'), system.claims('constructor')]).toEqual(['yes', 'no']);
  });

  it('opens nothing while the device is lost', async () => {
    const system = soft({ psu: { spec } });
    system.lose('psu');
    await expect(system.open('psu', spec, unlimited())).rejects.toMatchObject({ code: 'LINK.LOST' });
    system.restore('psu');
    await expect(system.open('psu', spec, unlimited())).resolves.toBeDefined();
  });
});
