import { setAndWaitForOtherValue, waitForValue } from '@devgen/runtime';
import { derivedSignal } from '@devgen/runtime/derived';
import { observeSignals } from '@devgen/runtime/observe';
import { compareSettings, parseSettings, printSettings, restoreSettings, saveSettings } from '@devgen/runtime/settings';
import { describe, expect, it } from 'vitest';
import { type Context, has, next, until } from './context.ts';
import type { Lifecycle } from './subject.ts';

function sumOf({ number, readback, text }: Lifecycle) {
  return derivedSignal(
    'f64',
    { number, readback, text },
    {
      get: (values) => values.number + values.readback,
      set: async (sum, now) => ({ number: sum - (await now()).readback, text: `sum ${sum}` }),
    },
  );
}

/** What is made of several signals at once. */
export function testCombining(context: Context): void {
  describe('a derived signal', () => {
    it('is read with one request, and written part by part', async () => {
      const sum = sumOf(context.device);
      const before = context.subject.control.requests();
      expect(await sum.get()).toBe(3);
      expect(context.subject.control.requests()).toBe(before + 1);
      await sum.set(10);
      expect(await context.device.number.get({ fresh: true })).toBe(8);
      expect(await context.device.text.get({ fresh: true })).toBe('sum 10');
      expect(await sum.setpoint()).toBe(10);
    });

    it('follows its parts, and a lost link and its return', async () => {
      const readings = sumOf(context.device).observe({ period: 20 });
      expect(await next(readings)).toMatchObject({ ok: true, value: 3, stale: false });
      await context.subject.control.set('readback', 4);
      await until(readings, (reading) => reading.ok && reading.value === 5);
      await context.subject.control.lose();
      await until(readings, (reading) => reading.stale);
      await context.subject.control.restore();
      await until(readings, (reading) => reading.ok && !reading.stale && reading.value === 5);
      await readings.return?.();
    });

    it('names the part that fails', async () => {
      const { number, broken } = context.device;
      const product = derivedSignal(
        'f64',
        { number, broken },
        {
          get: (values) => values.number * values.broken,
          set: (value) => ({ number: value, broken: value }),
        },
      );
      await expect(product.get()).rejects.toMatchObject({ message: expect.stringContaining('device.broken') });
      await expect(product.set(7)).rejects.toMatchObject({ message: expect.stringContaining('device.broken') });
      expect(await number.get({ fresh: true })).toBe(7);
    });
  });

  it('tells of several signals in one loop', async () => {
    const { readback, mode } = context.device;
    const rows = observeSignals([readback, mode], { period: 20, first: 5_000, interval: 5_000 });
    const seen = new Map<string, unknown>();
    for await (const [signal, reading] of rows) {
      seen.set(signal.name, reading.ok && reading.value);
      if (seen.size === 2 && seen.get('device.readback') === 2) await context.subject.control.set('readback', 6);
      if (seen.get('device.readback') === 6) break;
    }
    expect([...seen].toSorted()).toEqual([
      ['device.mode', 'Run'],
      ['device.readback', 6],
    ]);
  });

  it('sets one signal and waits for another', async () => {
    const { number, readback } = context.device;
    const wait = setAndWaitForOtherValue(number, 5, readback, (value) => value > 7, { period: 20 });
    await waitForValue(number, 5, { period: 20 });
    await context.subject.control.set('readback', 8);
    expect((await wait).value).toBe(8);
    const failing = setAndWaitForOtherValue(context.device.broken, 1, readback, 0, { period: 20 });
    await expect(failing).rejects.toMatchObject({ message: expect.stringContaining('device.broken') });
  });

  describe('settings', () => {
    it('are saved, compared and restored', async () => {
      const { control } = context.subject;
      const saved = parseSettings(printSettings(await saveSettings(context.device, { ignore: ['broken'] })));
      expect(saved).toEqual({
        number: 1,
        mode: 'Run',
        text: 'hello',
        ...(has(context, 'array') && { array: new Float64Array([1, 2.5]) }),
      });
      await control.set('mode', 'Fault');
      await control.set('text', 'changed');
      const kinds = (await compareSettings(context.device, saved)).map(({ path, kind }) => [path, kind]);
      expect(kinds).toEqual([
        ['mode', 'differs'],
        ['text', 'differs'],
        ['broken', 'missing'],
      ]);
      expect((await restoreSettings(context.device, saved, { phases: ['text'] })).written).toEqual(['text', 'mode']);
      expect(await compareSettings(context.device, saved, { ignore: ['broken'] })).toEqual([]);
    });

    it('that fail are named, and spoil no other', async () => {
      await expect(saveSettings(context.device)).rejects.toMatchObject({
        code: 'SETTINGS.NOT_SAVED',
        message: expect.stringContaining('broken'),
      });
      await expect(restoreSettings(context.device, { broken: 1, number: 9 })).rejects.toMatchObject({
        code: 'SETTINGS.NOT_RESTORED',
        written: ['number'],
      });
      expect(await context.device.number.get({ fresh: true })).toBe(9);
    });
  });
}
