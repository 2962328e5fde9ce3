import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { PacedSender } from '../../../src/runtime/core/support/paced-sender.ts';

const numbers = Array.from({ length: 100 }, (_, index) => index);

describe('packets', () => {
  let sent: number[];
  let sender: PacedSender<number>;
  beforeEach(() => {
    vi.useFakeTimers();
    sent = [];
    sender = new PacedSender((packet) => sent.push(packet));
  });
  afterEach(() => {
    sender.stop();
    expect(vi.getTimerCount()).toBe(0);
    vi.useRealTimers();
  });

  it('leave one for each answer, in their order', () => {
    sender.add(numbers);
    expect(sent).toHaveLength(20);
    for (let answers = 1; answers <= 30; answers++) {
      sender.answered();
      expect(sent).toHaveLength(20 + answers);
    }
    expect(sent).toEqual(numbers.slice(0, 50));
  });

  it('leave in bursts where nobody answers, and no more of them for many rounds at once', () => {
    sender.add(numbers.slice(0, 50));
    sender.add(numbers.slice(50));
    expect(sent).toHaveLength(20);
    vi.advanceTimersByTime(10);
    expect(sent).toHaveLength(30);
    vi.advanceTimersByTime(70);
    expect(sent).toEqual(numbers);
  });

  it('are not paid for with answers that came to nothing', () => {
    for (let answers = 0; answers < 50; answers++) sender.answered();
    sender.add(numbers);
    expect(sent).toHaveLength(20);
  });

  it('are dropped when it is stopped', () => {
    sender.add(numbers);
    sender.stop();
    sender.answered();
    vi.advanceTimersByTime(1_000);
    expect(sent).toHaveLength(20);
  });
});
