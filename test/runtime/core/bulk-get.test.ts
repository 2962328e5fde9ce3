import { afterEach, describe, expect, it, vi } from 'vitest';
import { DevgenError } from '../../../src/runtime/core/contract/errors.ts';
import { type Asked, bulkGet, bulkMap, type Wanted } from '../../../src/runtime/core/support/bulk-get.ts';
import { CallBook } from '../../../src/runtime/core/support/call-book.ts';
import type { Wish } from '../../../src/runtime/core/support/call.ts';
import { deadline } from '../../../src/runtime/core/support/deadline.ts';

/** A PV that answers when it is told to. */
class Pv implements Asked<string>, Wanted<string> {
  readonly name: string;
  readonly channel = { source: 'x://pv', isClosed: false, isMissing: false, neededTries: 1 };
  readonly asked = this;
  wish: Wish | undefined;
  withdrawals = 0;

  constructor(name: string) {
    this.name = name;
  }

  ask(wish: Wish): void {
    this.wish = wish;
  }

  answer(): void {
    this.wish!.resolve(`value of ${this.name}`);
  }

  withdrawn(): void {
    this.withdrawals += 1;
  }

  failure({ what }: Wish, aborted?: unknown): DevgenError {
    return new DevgenError(`${what} of ${this.name}`, {
      code: aborted === undefined ? 'CALL.TIMEOUT' : 'CALL.ABORTED',
    });
  }
}

const names = ['a', 'b', 'c'];
const long = (signal?: AbortSignal): ReturnType<typeof deadline> => deadline(60_000, signal);

afterEach(() => void vi.useRealTimers());

describe('Many PVs that are got together', () => {
  it('are told of as they come, and listed in the order of their names', async () => {
    const pvs = names.map((name) => new Pv(name));
    const got = bulkMap(pvs, long(), new CallBook());
    for (const pv of pvs.toReversed()) pv.answer();
    expect([...(await got)]).toEqual(names.map((name) => [name, { ok: true, data: `value of ${name}` }]));
  });

  it('are none at all where there are no names', async () => {
    expect(await bulkMap([], long(), new CallBook())).toEqual(new Map());
  });

  it('fail each for itself where the deadline ends, and are given up once', async () => {
    const pvs = names.map((name) => new Pv(name));
    vi.useFakeTimers();
    const got = bulkMap(pvs, deadline(1_000), new CallBook());
    pvs[1]!.answer();
    vi.advanceTimersByTime(1_000);
    const results = [...(await got).values()];
    expect(results.map((each) => (each.ok ? each.data : each.error.message))).toEqual([
      expect.stringContaining('get of a'),
      'value of b',
      expect.stringContaining('get of c'),
    ]);
    expect(pvs.map(({ withdrawals }) => withdrawals)).toEqual([1, 0, 1]);
  });

  it('are not asked for where their caller has aborted before', async () => {
    const pvs = names.map((name) => new Pv(name));
    const results = await bulkMap(pvs, long(AbortSignal.abort()), new CallBook());
    for (const result of results.values()) expect(!result.ok && result.error.code).toBe('CALL.ABORTED');
    expect(pvs.map(({ wish, withdrawals }) => [wish, withdrawals])).toEqual(names.map(() => [undefined, 0]));
  });

  it('are not asked for where no time is left', async () => {
    const pvs = names.map((name) => new Pv(name));
    const results = await bulkMap(pvs, deadline(0), new CallBook());
    for (const result of results.values()) expect(!result.ok && result.error.code).toBe('CALL.TIMEOUT');
    expect(pvs.map(({ wish, withdrawals }) => [wish, withdrawals])).toEqual(names.map(() => [undefined, 0]));
  });

  it('heed what comes after they were given up no more', async () => {
    const [pv] = [new Pv('a')];
    const controller = new AbortController();
    const told: unknown[] = [];
    const got = bulkGet([pv], long(controller.signal), new CallBook(), (name) => told.push(name));
    controller.abort();
    pv.answer();
    await got;
    expect(told).toEqual(['a']);
  });

  it('reject with what the caller throws who is told of them, and throw nothing at who answers', async () => {
    const pvs = names.map((name) => new Pv(name));
    const told: string[] = [];
    const got = bulkGet(pvs, long(), new CallBook(), (name) => {
      told.push(name);
      if (name === 'a') throw new Error('no place for a');
    });
    for (const pv of pvs) pv.answer();
    await expect(got).rejects.toThrow('no place for a');
    expect(told).toEqual(names);
  });
});
