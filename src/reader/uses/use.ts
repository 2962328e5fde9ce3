import type { Fate } from '../../model/uses/broken.ts';

/** A place in a user's own code that names what a breaking difference touches. Lines and columns count from 1. */
export interface Use extends Fate {
  /** Absolute. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** What stands there: a member, a class, a label, a device. */
  readonly name: string;
}

export interface FoundUses {
  /** In the order of files and lines. */
  readonly uses: readonly Use[];
  /** Files that the projects consist of, and those that can reach the package. */
  readonly files: number;
  readonly reached: number;
  /** Members that the older package does not declare as the lock says: a template makes something else of them. */
  readonly unplaced: readonly string[];
}
