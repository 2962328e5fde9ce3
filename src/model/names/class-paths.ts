import { posix } from 'node:path';
import type { Lock } from '../lock/lock.ts';

/** Where the files of classes are: side by side, or in a folder for each kind of control system. */
export type Layout = 'flat' | 'worlds';

/** By class: its file within the package, without the ending: `motor`, or `tango/motor`. */
export function classPaths({ classes, ledger }: Lock, layout: Layout): ReadonlyMap<string, string> {
  return new Map(
    [...ledger.files].map(([stem, name]) => [
      name,
      layout === 'flat' ? stem : `${folderOf(classes.get(name)?.id)}/${stem}`,
    ]),
  );
}

/** How a file of the package imports another; both without their ending. */
export function importPath(from: string, to: string): string {
  const path = posix.relative(posix.dirname(from), to);
  return path.startsWith('.') ? path : `./${path}`;
}

/** A lock is committed, anybody may have written it: nothing of it leads out of the package. */
function folderOf(id = ''): string {
  return /^([a-z][a-z0-9]*):/.exec(id)?.[1] ?? 'other';
}
