import { describe, expect, it } from 'vitest';
import { sim, start } from './started.ts';

describe('simulated time', () => {
  it('stands still until it is told to pass', async () => {
    await start({ pace: 'manual' });
    expect(sim.time).toBe(0);
    sim.advance(1.5);
    expect(sim.time).toBe(1.5);
  });

  it('passes beside real time', async () => {
    const client = await start({ pace: 1000 });
    const ask = async (): Promise<number> => {
      await client.ask('BITS.A?');
      return sim.time;
    };
    const before = await ask();
    await expect.poll(ask).toBeGreaterThan(before + 1);
  });

  it('passes from event to event as fast as it can, and stands still without events', async () => {
    const client = await start({ pace: 'max' });
    for (const line of ['SEQ1.PRESCALE=1', 'SEQ1.REPEATS=1', 'COUNTER1.TRIG=SEQ1.OUTA', 'COUNTER1.ENABLE=ONE'])
      expect(await client.ask(line)).toBe('OK');
    // A thousand pulses of an hour each.
    client.forget();
    client.send(`SEQ1.TABLE<\n${0x1003e8} 0 1800 1800\n\n`);
    expect(await client.until(/\n/)).toBe('OK\n');
    expect(await client.ask('SEQ1.ENABLE=ONE')).toBe('OK');
    await expect.poll(() => client.ask('SEQ1.STATE?')).toBe('OK =WAIT_ENABLE');
    await expect.poll(() => client.ask('COUNTER1.OUT?')).toBe('OK =1000');
    expect(sim.time).toBeGreaterThan(3_600_000);
    const { time } = sim;
    await client.ask('*IDN?');
    expect(sim.time).toBe(time);
  });
});
