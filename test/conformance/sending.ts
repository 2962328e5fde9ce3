import { pendingWaits } from '@devgen/runtime';
import { describe, expect, it } from 'vitest';
import { type Context, has } from './context.ts';

/** What leaves for the device: writes and commands. */
export function testSending(context: Context): void {
  describe('set', () => {
    it('writes each type, and reads it back', async () => {
      await context.device.number.set(-2.5);
      await context.device.mode.set('Fault');
      await context.device.text.set('two words');
      expect(await context.device.number.get()).toBe(-2.5);
      expect(await context.device.mode.get()).toBe('Fault');
      expect(await context.device.text.get()).toBe('two words');
      expect([await context.device.number.setpoint(), await context.device.mode.setpoint()]).toEqual([-2.5, 'Fault']);
      if (!has(context, 'array')) return;
      await context.device.array.set(new Float64Array([3, 4, 5]));
      expect(await context.device.array.get()).toEqual(new Float64Array([3, 4, 5]));
    });

    it('drops the observed value: the next get does not tell the old one', async () => {
      const readings = context.device.number.observe({ period: 60_000 });
      await readings.next();
      await context.device.number.set(8);
      expect(await context.device.number.get()).toBe(8);
      await readings.return?.();
    });

    it('sends nothing that does not fit', async () => {
      const before = context.subject.control.requests();
      const refused = [
        context.device.number.set('1' as never),
        context.device.text.set(1 as never),
        context.device.reset.execute(1 as never),
        ...(has(context, 'array') ? [context.device.array.set([1] as never)] : []),
        ...(has(context, 'double') ? [context.device.double.execute('1' as never)] : []),
      ];
      for (const call of refused) await expect(call).rejects.toMatchObject({ code: 'VALUE.TYPE' });
      await expect(context.device.mode.set('Maintenance' as never)).rejects.toMatchObject({
        code: 'VALUE.LABEL_UNKNOWN',
        member: 'device.mode',
      });
      expect(context.subject.control.requests()).toBe(before);
    });

    it('rejects with the error of the device', async () => {
      await expect(context.device.broken.set(1)).rejects.toMatchObject({ message: expect.stringContaining('broken') });
    });
  });

  describe('a command', () => {
    it('takes an argument and returns a result; void both ways', async () => {
      if (has(context, 'double')) expect(await context.device.double.execute(2.5)).toBe(5);
      expect(await context.device.reset.execute()).toBeUndefined();
      expect(await context.device.number.get({ fresh: true })).toBe(0);
    });

    it('ends at its deadline, listed until then, and leaves the device usable', async () => {
      const slow = context.device.slow.execute(undefined, { deadline: 40 });
      expect(pendingWaits()).toMatchObject([
        { name: 'device.slow', what: 'execute', source: context.device.slow.source },
      ]);
      await expect(slow).rejects.toMatchObject({ code: 'CALL.TIMEOUT', member: 'device.slow' });
      await expect(slow).rejects.toThrow(/^device\.slow \(.+\): execute: .*40 ms/);
    });

    it('ends when the caller aborts', async () => {
      const controller = new AbortController();
      const slow = context.device.slow.execute(undefined, { signal: controller.signal });
      controller.abort();
      await expect(slow).rejects.toMatchObject({ code: 'CALL.ABORTED', member: 'device.slow' });
    });
  });
}
