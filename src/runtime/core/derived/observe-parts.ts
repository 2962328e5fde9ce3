import { asDevgenError, type DevgenError } from '../contract/errors.ts';
import { Observer } from '../polled/observer.ts';
import { type Part, partsError, readableOf } from './parts.ts';
import type { Reading } from '../contract/reading.ts';
import type { ReadingSink } from '../signal/queue.ts';
import type { ObserveOptions } from '../contract/seam.ts';
import { slot } from '../contract/slot.ts';

interface PartsObserver {
  /** What the readings of all parts amount to. */
  tell(readings: ReadonlyMap<string, Reading>): Reading;
  on(reading: Reading): void;
  /** A part was disposed. */
  end(error: DevgenError): void;
}

/**
 * Tells with every change of a part, from the time when all have told something. Thresholds are for the whole: a part
 * that moves little may move it far.
 */
export function observeParts(parts: ReadonlyMap<string, Part>, how: ObserveOptions, to: PartsObserver): () => void {
  const { absolute, relative, ...partHow } = how;
  const observer = new Observer((reading) => to.on(reading), how);
  const readable = readableOf(parts);
  const readings = new Map<string, Reading>();
  const tell = (): void => {
    if (readings.size < readable.length) return;
    const reading = to.tell(readings);
    if (absolute === undefined && relative === undefined) observer.force(reading);
    else observer.offer(reading);
  };
  const sinkOf = (name: string): ReadingSink => ({
    push: (reading) => {
      readings.set(name, reading);
      tell();
    },
    end: (error) => error && to.end(partsError(new Map([[name, error]]))),
  });

  const ends: (() => void)[] = [];
  const stop = (): void => ends.splice(0).forEach((end) => end());
  for (const [name, part] of readable) {
    try {
      part[slot].bound();
      ends.push(part[slot].observations.add(sinkOf(name), partHow));
    } catch (error) {
      stop();
      throw partsError(new Map([[name, asDevgenError(error, { code: 'CALL.FAILED' })]]));
    }
  }
  if (readable.length === 0) tell();
  return stop;
}
