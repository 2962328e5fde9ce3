import type { Lock } from '../lock/lock.ts';
import type { Difference } from './difference.ts';
import { Differences } from './differences.ts';
import { diffClasses, renamedClasses } from './diff-classes.ts';
import { diffDevices } from './diff-devices.ts';
import { type DiffOptions, Sides } from './sides.ts';

export interface Diff {
  /** By class; in each the breaking ones first. */
  readonly differences: readonly Difference[];
  /** Devices that both sides have. */
  readonly compared: number;
}

/** What became of everything in the older lock. */
export function diffLocks(before: Lock, after: Lock, options: DiffOptions): Diff {
  const sides = new Sides(before, after, options);
  const renamed = renamedClasses(sides);
  const found = new Differences();
  const compared = diffDevices(sides, renamed, found);
  diffClasses(sides, renamed, found);
  return { differences: found.list(), compared };
}
