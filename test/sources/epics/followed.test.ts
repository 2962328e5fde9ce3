import { type Io } from '@devgen/runtime';
import { afterEach, expect, it, vi } from 'vitest';
import { Followed } from '../../../src/sources/epics/wire/followed.ts';

afterEach(() => void vi.useRealTimers());

const io: Io = { signal: new AbortController().signal, remaining: () => 60_000 };

it('one of which nothing is heard delays nobody for long, and is told as changed when it is heard of', async () => {
  vi.useFakeTimers();
  const hear = new Map<string, () => void>();
  const ended: string[] = [];
  const late: string[] = [];
  const followed = new Followed<'pv'>(
    (pv, _, heard) => {
      hear.set(pv, heard);
      return () => ended.push(pv);
    },
    (pv) => late.push(pv),
  );
  let isListening = false;
  const listening = followed
    .follow(
      new Map([
        ['a', 'pv'],
        ['b', 'pv'],
      ]),
      io,
    )
    .then(() => (isListening = true));
  hear.get('a')!();
  await vi.advanceTimersByTimeAsync(1_900);
  expect(isListening).toBe(false);
  await vi.advanceTimersByTimeAsync(200);
  await listening;
  hear.get('a')!();
  hear.get('b')!();
  hear.get('b')!();
  expect(late).toEqual(['b']);
  // What is followed already is not waited for.
  await followed.follow(new Map([['b', 'pv']]), io);
  expect(ended).toEqual(['a']);
  followed.stop();
  expect(ended).toEqual(['a', 'b']);
});
