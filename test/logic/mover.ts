import { setTimeout } from 'node:timers/promises';
import type { Command, SignalR, SignalRW } from '@devgen/runtime';

/** What moves: of whatever class, on whatever control system. */
export interface MoverIo {
  readonly position: SignalRW<number>;
  /** True, or not zero, while it stands. */
  readonly done: SignalR<boolean | number>;
  readonly stop: Command<void, void>;
}

export interface Mover {
  /** Resolves when it stands at the target. */
  move(target: number): Promise<void>;
  stop(): Promise<void>;
}

/** Milliseconds after which it looks for itself: a move may be shorter than the pause between two polls. */
const PAUSE = 20;

/**
 * Logic that knows no control system. Some are done with a write when the move is, others when they have heard of it: so
 * it looks after the write, and again whenever it is told of a change.
 */
export function mover({ position, done, stop }: MoverIo): Mover {
  const move = async (target: number): Promise<void> => {
    const readings = done.observe({ period: PAUSE });
    try {
      await readings.next();
      await position.set(target);
      let news = readings.next();
      while (!(await done.get({ fresh: true }))) {
        const isNews = await Promise.race([news.then(() => true), setTimeout(PAUSE, false)]);
        if (isNews) news = readings.next();
      }
    } finally {
      await readings.return?.();
    }
  };
  return { move, stop: () => stop.execute() };
}
