import { DevgenError, goodReading, type Link, type SignalSpec } from '@devgen/runtime';
import { openPolled, type Session, type Target } from '@devgen/runtime/polled';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createSignal } from '../../../src/runtime/core/signal/signal.ts';
import { slot } from '../../../src/runtime/core/contract/slot.ts';
import { unlimited } from './bound-member.ts';

const level: SignalSpec = { kind: 'rw', source: 'level', type: 'f64' };
const mode: SignalSpec = { kind: 'rw', source: 'mode', type: 'enum', labels: ['Idle'] };

/** An instrument that keeps its values while sessions come and go. */
class FakeInstrument {
  readonly values = new Map<string, unknown>([
    ['level', 0],
    ['mode', 'Idle'],
  ]);
  readonly reads: string[][] = [];
  readonly targets: Target[] = [];
  opened = 0;
  closed = 0;
  refusals = 0;
  readonly interface = { id: 'fake:', members: { level, mode: { ...mode, labels: ['Off', 'Idle'] } } };
  /** Ends the running session. */
  hangUp: (why: Error) => void = () => {};
  /** Replaces the next answer to a read. */
  onRead: (() => Promise<unknown>) | undefined;

  async open(): Promise<Session> {
    this.opened++;
    if (this.refusals-- > 0) throw new Error('refused');
    const gone = new Promise<Error>((resolve) => {
      this.hangUp = resolve;
    });
    return {
      live: { spec: this.interface, meta: new Map([['level', { units: 'mm' }]]) },
      gone,
      read: async (targets) => {
        this.reads.push(targets.map(({ member }) => member.source));
        this.targets.push(...targets);
        const values = targets.map(({ member }) => goodReading(this.values.get(member.source)));
        const instead = this.onRead;
        this.onRead = undefined;
        await instead?.();
        return values;
      },
      write: async ({ member }, value) => void this.values.set(member.source, value),
      close: () => void this.closed++,
    };
  }
}

/** Resolves when the next read was sent, which is answered when the function that it resolves with is called. */
function heldRead(instrument: FakeInstrument): Promise<() => void> {
  return new Promise((asked) => {
    instrument.onRead = () => new Promise<void>((resolve) => asked(resolve));
  });
}

describe('a polled link', () => {
  const links: Link[] = [];
  afterEach(() => Promise.all(links.splice(0).map((link) => link.close())));

  async function opened(period = 2) {
    const instrument = new FakeInstrument();
    const link = await openPolled(() => instrument.open(), unlimited(), { source: 'fake://1', period });
    links.push(link);
    const bind = (spec: SignalSpec) => {
      const signal = createSignal(spec, `dev.${spec.source}`, 'fake://1');
      signal[slot].binding = { state: 'bound', link, backend: link.backend([], spec) };
      signal[slot].rebound();
      return signal;
    };
    return { instrument, link, level: bind(level), mode: bind(mode) };
  }

  it('reads all that is observed in one request', async () => {
    const { instrument, level: x, mode: y } = await opened();
    const [a, b] = [x.observe(), y.observe()];
    await Promise.all([a.next(), b.next()]);
    expect(instrument.reads[0]).toEqual(['level', 'mode']);
    await Promise.all([a.return?.(), b.return?.()]);
    const count = instrument.reads.length;
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(instrument.reads.length).toBe(count);
  });

  it('tells changes only, and each write at once', async () => {
    const { instrument, level: x } = await opened(60_000);
    const readings = x.observe();
    await readings.next();
    await x.set(3);
    expect((await readings.next()).value).toMatchObject({ value: 3 });
    expect(instrument.reads.length).toBe(2);
    await readings.return?.();
  });

  it('does not tell a value that was read before a write ended', async () => {
    const { instrument, level: x } = await opened();
    const readings = x.observe();
    await readings.next();
    const answers: (() => void)[] = [];
    instrument.values.set('level', 1);
    await new Promise<void>((asked) => {
      instrument.onRead = () => {
        asked();
        return new Promise<void>((resolve) => answers.push(resolve));
      };
    });
    await x.set(2);
    answers[0]?.();
    expect((await readings.next()).value).toMatchObject({ value: 2 });
    await readings.return?.();
  });

  it('shows a session the labels that are live, and a member its live metadata', async () => {
    const { instrument, level: x, mode: y } = await opened();
    await y.get();
    expect(instrument.targets[0]).toMatchObject({ member: { labels: ['Idle'] }, live: { labels: ['Off', 'Idle'] } });
    expect([x.meta, x.source]).toEqual([{ units: 'mm' }, 'fake://1/level']);
  });

  it('opens again after a loss, whatever the number of failures, and tells the first value', async () => {
    const { instrument, link, level: x } = await opened();
    const states: string[] = [];
    link.onState(({ state }) => states.push(state));
    const readings = x.observe();
    await readings.next();
    instrument.refusals = 2;
    instrument.hangUp(new Error('cable'));
    expect((await readings.next()).value).toMatchObject({ value: 0, stale: true });
    await expect(x.get({ fresh: true })).rejects.toMatchObject({
      code: 'LINK.LOST',
      message: 'dev.level (fake://1/level): get: the link is lost: cable',
      hint: expect.stringContaining('connects again by itself'),
    });
    await expect(x.set(1)).rejects.toMatchObject({ code: 'LINK.LOST' });
    expect((await readings.next()).value).toMatchObject({ value: 0, stale: false });
    expect(states).toEqual(['lost', 'connected']);
    expect(instrument.opened).toBe(4);
    await readings.return?.();
  });

  it('tells an observer that begins while the link is lost', async () => {
    const { instrument, link, level: x } = await opened();
    instrument.refusals = 1;
    instrument.hangUp(new Error('cable'));
    await expect.poll(() => link.state.state).toBe('lost');
    const readings = x.observe();
    expect((await readings.next()).value).toMatchObject({ ok: false, stale: true, error: { code: 'LINK.LOST' } });
    expect((await readings.next()).value).toMatchObject({ ok: true, value: 0 });
    await readings.return?.();
  });

  it('makes of a failed poll a reading without value, once', async () => {
    const { instrument, level: x } = await opened();
    const readings = x.observe();
    await readings.next();
    instrument.onRead = () => Promise.reject(new DevgenError('busy', { code: 'CALL.FAILED' }));
    expect((await readings.next()).value).toMatchObject({ ok: false, error: { message: 'fake://1/level: busy' } });
    expect((await readings.next()).value).toMatchObject({ ok: true });
    await readings.return?.();
  });

  it('stops opening when it is closed, and closes a session that came too late', async () => {
    const instrument = new FakeInstrument();
    const late: ((session: Session) => void)[] = [];
    const open = (): Promise<Session> =>
      instrument.opened === 0 ? instrument.open() : new Promise((resolve) => late.push(resolve));
    const link = await openPolled(open, unlimited(), { source: 'fake://1' });
    instrument.hangUp(new Error('cable'));
    await expect.poll(() => link.state.state).toBe('lost');
    await link.close();
    late[0]?.(await instrument.open());
    await expect.poll(() => instrument.closed).toBe(1);
    expect(link.state.state).toBe('closed');
    await expect(link.backend([], level).get(unlimited())).rejects.toMatchObject({
      code: 'LINK.CLOSED',
      message: 'fake://1: was closed by this program',
      hint: 'connect it again',
    });
  });

  it('takes the longest period that a timer can count to for a longer one', async () => {
    const warned = vi.spyOn(process, 'emitWarning').mockImplementation(() => {});
    const { instrument, level: x } = await opened(Infinity);
    const [forever, long] = [x.observe({ period: Infinity }), x.observe({ period: 3e9 })];
    await Promise.all([forever.next(), long.next()]);
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(instrument.reads.length).toBeLessThanOrEqual(2);
    await x.set(4);
    expect((await forever.next()).value).toMatchObject({ value: 4 });
    expect(warned).not.toHaveBeenCalled();
    warned.mockRestore();
    await Promise.all([forever.return?.(), long.return?.()]);
  });

  it('is not opened with a period that is none', async () => {
    const instrument = new FakeInstrument();
    const link = openPolled(() => instrument.open(), unlimited(), { source: 'fake://1', period: NaN });
    await expect(link).rejects.toMatchObject({ code: 'VALUE.TYPE', message: expect.stringContaining('period') });
    expect(instrument.opened).toBe(0);
  });

  it('answers no get with a reading that a write of ours overtook', async () => {
    const { instrument, level: x } = await opened();
    const readings = x.observe();
    await readings.next();
    const held = (): Promise<() => void> => heldRead(instrument);
    instrument.values.set('level', 1);
    const first = await held();
    await x.set(2);
    const asking = held();
    first();
    const second = await asking;
    await x.set(3);
    const third = held();
    second();
    // The second in succession is shown, and what get tells comes from the instrument.
    expect((await readings.next()).value).toMatchObject({ value: 2 });
    const before = instrument.reads.length;
    const fresh = x.get();
    (await third)();
    expect(await fresh).toBe(3);
    expect(instrument.reads.length).toBeGreaterThan(before);
    expect((await readings.next()).value).toMatchObject({ value: 3 });
    await readings.return?.();
  });

  it('gives a poll up with the connection that it asks', async () => {
    const { instrument, level: x } = await opened();
    const readings = x.observe();
    await readings.next();
    await new Promise<void>((asked) => {
      instrument.onRead = () => {
        asked();
        return new Promise(() => {});
      };
    });
    instrument.values.set('level', 5);
    instrument.hangUp(new Error('cable'));
    expect((await readings.next()).value).toMatchObject({ value: 0, stale: true });
    expect((await readings.next()).value).toMatchObject({ value: 5, stale: false });
    await readings.return?.();
  });

  it('cannot do what its session cannot', async () => {
    const { level: x } = await opened();
    await expect(x.setpoint()).rejects.toMatchObject({ code: 'MEMBER.KIND' });
  });
});
