import type { PackageConfig } from '../../config/config.ts';
import type { LockOutline } from '../../model/lock/changes/lock-outline.ts';
import type { LockText } from '../../model/lock/read-lock.ts';
import type { RenderedPackage } from '../../model/rendered.ts';
import type { Memo } from '../../publish/memo.ts';
import { notedOutline } from '../../publish/outline-note.ts';
import { packageHash } from '../../publish/package-hash.ts';
import type { RenderKeys } from '../../render/render-key.ts';
import type { RenderOptions } from '../../render/render-options.ts';

/** A package as it was made of a lock. */
export interface MadePackage {
  /** The hash of each text by path. */
  readonly hashes: ReadonlyMap<string, string>;
  /** The texts that were made for it. */
  readonly files: RenderedPackage;
  readonly outline: () => LockOutline | undefined;
}

export interface Known {
  readonly memo: Memo;
  readonly keys: RenderKeys;
  readonly options: RenderOptions;
}

/**
 * The package of a lock of which single classes are others than in the one that is remembered: only these are read and
 * made. `undefined` where more changed, where something is wrong, and under an overlay, which may mean any class.
 */
export async function changedPackage(
  { output, overlay }: PackageConfig,
  lock: LockText,
  { memo, keys, options }: Known,
): Promise<MadePackage | undefined> {
  const before = overlay.length > 0 ? undefined : notedOutline(output.dir, { ...keys, key: memo.key });
  if (before === undefined) return undefined;
  // Loaded late: mostly nothing has changed.
  const { lockChanges } = await import('../../model/lock/changes/lock-changes.ts');
  const changes = lockChanges(before, lock.bytes);
  if (changes === undefined) return undefined;
  const { renderClasses } = await import('../../render/render-package.ts');
  const files = renderClasses(changes.lock, changes.classes, options);
  const hashes = new Map(memo.hashes);
  for (const [path, { text }] of files) {
    if (!hashes.has(path)) return undefined;
    hashes.set(path, packageHash(path, text));
  }
  return { hashes, files, outline: () => changes.outline };
}
