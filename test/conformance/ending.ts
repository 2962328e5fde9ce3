import { connectAll } from '@devgen/runtime';
import { afterEach, describe, expect, it } from 'vitest';
import { type Context, next, until } from './context.ts';
import { lifecycleClass } from './subject.ts';

/** Links that break, come back, and are closed. */
export function testEnding(context: Context): void {
  describe('a lost link', () => {
    afterEach(() => context.subject.control.restore());

    it('is told, rejects what is asked, and comes back without user code', async () => {
      const states: string[] = [];
      context.device.$onState(({ state }) => states.push(state));
      const readings = context.device.readback.observe({ period: 20 });
      await readings.next();
      await context.subject.control.lose();
      expect(await until(readings, ({ stale }) => stale)).toMatchObject({ stale: true });
      expect(context.device.$state.state).toBe('lost');
      await expect(context.device.readback.get()).rejects.toMatchObject({ code: 'LINK.LOST' });
      expect(await context.device.readback.reading()).toMatchObject({ stale: true });
      await expect(context.device.number.set(99)).rejects.toMatchObject({ code: 'LINK.LOST', member: 'device.number' });
      await context.subject.control.restore();
      expect(await until(readings, ({ stale, ok }) => ok && !stale)).toMatchObject({ value: 2 });
      expect(states).toEqual(['lost', 'connected']);
      expect(await context.device.readback.get()).toBe(2);
      expect(await context.device.number.get()).toBe(1);
      await readings.return?.();
    });
  });

  describe('dispose', () => {
    it('ends waits and observations; connecting again is allowed', async () => {
      const readings = context.device.number.observe({ period: 20 });
      await readings.next();
      const slow = context.device.slow.execute();
      const pending = readings.next();
      const ended = expect(slow).rejects.toMatchObject({ code: 'LINK.CLOSED' });
      const closed = expect(pending).rejects.toMatchObject({ code: 'LINK.CLOSED' });
      await context.device.$dispose();
      await Promise.all([ended, closed]);
      expect(context.device.$state.state).toBe('closed');
      await expect(context.device.number.get()).rejects.toMatchObject({ member: 'device.number' });
      await context.device.$connect({ via: [context.subject.connector] });
      expect(await context.device.number.get()).toBe(1);
    });

    it('of one device does not disturb another of the same address', async () => {
      const { connector, spec, address } = context.subject;
      const { other } = await connectAll({ other: new (lifecycleClass(spec))(address) }, { via: [connector] });
      const readings = context.device.readback.observe({ period: 20 });
      await readings.next();
      await other.$dispose();
      await context.subject.control.set('readback', 5);
      expect(await next(readings)).toMatchObject({ value: 5 });
      await readings.return?.();
    });
  });
}
