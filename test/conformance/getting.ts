import { getMany } from '@devgen/runtime';
import { describe, expect, it } from 'vitest';
import { type Context, has, next } from './context.ts';

/** Values, where they come from, and what is no value. */
export function testGetting(context: Context): void {
  describe('get', () => {
    it('tells the values that the device has', async () => {
      expect(await context.device.number.get()).toBe(1);
      expect(await context.device.readback.get()).toBe(2);
      expect(await context.device.mode.get()).toBe('Run');
      expect(await context.device.text.get()).toBe('hello');
      if (has(context, 'array')) expect(await context.device.array.get()).toEqual(new Float64Array([1, 2.5]));
    });

    it('tells time and severity beside the value', async () => {
      expect(await context.device.number.reading()).toMatchObject({
        ok: true,
        value: 1,
        severity: 'none',
        stale: false,
      });
      expect((await context.device.number.reading()).timeNs).toBeGreaterThan(10n ** 18n);
    });

    it('rejects for a member that fails, by its name, and spoils no other', async () => {
      await expect(context.device.broken.get()).rejects.toMatchObject({ message: expect.stringContaining('broken') });
      expect(await context.device.broken.reading()).toMatchObject({ ok: false, severity: 'invalid' });
      expect(await context.device.number.get()).toBe(1);
    });

    it('is answered by the last event of an observation, without a request', async () => {
      const readings = context.device.readback.observe({ period: 60_000 });
      await readings.next();
      const before = context.subject.control.requests();
      expect(await context.device.readback.get()).toBe(2);
      expect(context.subject.control.requests()).toBe(before);
      await context.device.readback.get({ fresh: true });
      expect(context.subject.control.requests()).toBe(before + 1);
      await readings.return?.();
    });

    it('is one request for many signals, each with its own outcome', async () => {
      const before = context.subject.control.requests();
      const { number: kept, broken: bad, mode: word, array: wave } = context.device;
      const [number, broken, mode, array] = await getMany([kept, bad, word, ...(has(context, 'array') ? [wave] : [])]);
      expect(context.subject.control.requests()).toBe(before + 1);
      expect([number, mode].map((reading) => reading?.ok && reading.value)).toEqual([1, 'Run']);
      if (has(context, 'array')) expect(array).toMatchObject({ value: new Float64Array([1, 2.5]) });
      expect(broken).toMatchObject({ ok: false, severity: 'invalid' });
    });

    it('never delivers a label that the class does not declare', async () => {
      const readings = context.device.mode.observe({ period: 20 });
      expect(await next(readings)).toMatchObject({ ok: true, value: 'Run' });
      await context.subject.control.set('mode', 'Maintenance');
      const unknown = {
        ok: false,
        severity: 'invalid',
        error: { code: 'VALUE.LABEL_UNKNOWN', actual: 'Maintenance' },
      };
      expect(await next(readings)).toMatchObject(unknown);
      await expect(context.device.mode.get({ fresh: true })).rejects.toMatchObject({ code: 'VALUE.LABEL_UNKNOWN' });
      await context.subject.control.set('mode', 'Idle');
      expect(await next(readings)).toMatchObject({ ok: true, value: 'Idle' });
      await readings.return?.();
    });
  });

  it('describes itself without a request', async () => {
    const before = context.subject.control.requests();
    const [number, mode] = await Promise.all([context.device.number.describe(), context.device.mode.describe()]);
    expect(number).toMatchObject({
      source: context.device.number.source,
      dtype: 'number',
      dtype_numpy: '<f8',
      shape: [],
    });
    expect(mode).toMatchObject({ dtype: 'string', choices: ['Idle', 'Run', 'Fault'] });
    if (has(context, 'array')) {
      expect(await context.device.array.describe()).toMatchObject({ dtype: 'array', shape: [null] });
    }
    expect(context.subject.control.requests()).toBe(before);
  });
}
