import { afterEach, describe, expect, it, vi } from 'vitest';
import { deadline, DevgenError } from '@devgen/runtime';
import { TimeLimit, within } from '../../../src/runtime/core/support/deadline.ts';
import { fanOut } from '../../../src/runtime/core/connect/fan-out.ts';

function aborted(signal: AbortSignal): Promise<unknown> {
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(signal.reason)));
}

afterEach(() => vi.unstubAllGlobals());

describe('a deadline', () => {
  it('aborts with CALL.TIMEOUT, and then nothing remains', async () => {
    const io = deadline(5);
    expect(io.remaining()).toBeGreaterThan(0);
    expect(await aborted(io.signal)).toMatchObject({ code: 'CALL.TIMEOUT', message: 'no answer within 5 ms' });
    expect(io.remaining()).toBe(0);
  });

  it('aborts with its caller, whose own DevgenError is the reason as it is', async () => {
    const caller = new AbortController();
    const io = deadline(Infinity, caller.signal);
    caller.abort('enough');
    expect(io.signal.reason).toMatchObject({ code: 'CALL.ABORTED', cause: 'enough' });
    const reason = new DevgenError('closed', { code: 'LINK.CLOSED' });
    expect(deadline(5, AbortSignal.abort(reason)).signal.reason).toBe(reason);
  });

  it('that is done neither aborts nor listens', () => {
    const caller = new AbortController();
    const io = deadline(60_000, caller.signal);
    io.done();
    caller.abort();
    expect(io.signal.aborted).toBe(false);
  });

  it('longer than a timer can count does not end at once', async () => {
    const io = deadline(2 ** 40);
    await new Promise((resolve) => setTimeout(resolve, 2));
    expect(io.signal.aborted).toBe(false);
    io.done();
  });

  it('makes no signal for a call that asks for none, and ends the call all the same', async () => {
    let made = 0;
    class Counted extends AbortController {
      constructor() {
        super();
        made++;
      }
    }
    vi.stubGlobal('AbortController', Counted);
    const io = deadline(60_000);
    const never = within(io, () => new Promise(() => {}));
    const reason = new DevgenError('over', { code: 'LINK.CLOSED' });
    io.abort(reason);
    await expect(never).rejects.toBe(reason);
    await expect(within(io, () => Promise.reject(new Error('begun')))).rejects.toBe(reason);
    expect(made).toBe(0);
    expect(io.signal.reason).toBe(reason);
    expect(made).toBe(1);
  });

  it('settles with work that is quicker, and forgets it', async () => {
    const io = new TimeLimit(60_000);
    const watched = vi.spyOn(io, 'watch');
    const unwatched = vi.spyOn(io, 'unwatch');
    expect(await within(io, () => Promise.resolve(5))).toBe(5);
    await expect(within(io, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    io.done();
    expect(unwatched.mock.calls).toEqual(watched.mock.calls);
    expect(watched).toHaveBeenCalledTimes(2);
  });

  it('for many ends all of them', () => {
    const io = deadline(Infinity);
    const many = fanOut(io);
    const [first, second] = [many.next(), many.next()];
    io.abort(new DevgenError('over', { code: 'CALL.TIMEOUT' }));
    expect([first.signal.reason, second.signal.reason, many.next().signal.reason]).toEqual(
      Array(3).fill(io.signal.reason),
    );
  });
});
