import { waitForValue } from '@devgen/runtime';
import { describe, expect, it } from 'vitest';
import { type Context, next, until } from './context.ts';

/** Readings that come by themselves. */
export function testObserving(context: Context): void {
  describe('observe', () => {
    it('yields the current reading, then what changes, to each of several observers', async () => {
      const [first, second] = [
        context.device.readback.observe({ period: 20 }),
        context.device.readback.observe({ period: 20 }),
      ];
      expect([await next(first), await next(second)]).toMatchObject([{ value: 2 }, { value: 2 }]);
      await context.subject.control.set('readback', 3);
      expect([await next(first), await next(second)]).toMatchObject([{ value: 3 }, { value: 3 }]);
      await first.return?.();
      await context.subject.control.set('readback', 4);
      expect(await next(second)).toMatchObject({ value: 4 });
      await second.return?.();
    });

    it('sees what is written', async () => {
      const readings = context.device.number.observe({ period: 20 });
      await readings.next();
      await context.device.number.set(6);
      expect(await until(readings, (reading) => reading.ok && reading.value === 6)).toMatchObject({
        severity: 'none',
      });
      await readings.return?.();
    });

    it('is not starved by writes that follow each other', async () => {
      const readings = context.device.number.observe({ period: 20 });
      const seen: unknown[] = [];
      const watching = until(readings, (reading) => reading.ok && seen.push(reading.value) === 5);
      for (let value = 10; seen.length < 5; value++) await context.device.number.set(value);
      await watching;
      await context.device.number.set(-1);
      await until(readings, (reading) => reading.ok && reading.value === -1);
      expect(await context.device.number.get()).toBe(-1);
      await readings.return?.();
    });

    it('refuses a period that is none', async () => {
      for (const period of [0, -5, NaN]) {
        await expect(context.device.number.observe({ period }).next()).rejects.toMatchObject({
          code: 'VALUE.TYPE',
          member: 'device.number',
          message: expect.stringContaining(`the option period is ${period}`),
          hint: expect.any(String),
        });
      }
    });

    it('feeds waitForValue', async () => {
      const wait = waitForValue(context.device.readback, (value) => value > 9, { period: 20 });
      await context.subject.control.set('readback', 10);
      expect(await wait).toBe(10);
    });
  });
}
