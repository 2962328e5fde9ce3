import type { PackageConfig } from '../../config/config.ts';
import type { SetValue } from '../../config/edit/edit-config.ts';
import { followIgnores } from '../../config/follow-ignores.ts';
import { overlaidAsFar } from '../../config/overlay/apply-overlay.ts';
import { placeText } from '../../config/place.ts';
import type { Lock } from '../../model/lock/lock.ts';
import { readLock } from '../../model/lock/read-lock.ts';
import type { Warning } from '../../report/outcome.ts';
import type { RenamedName } from '../../report/rename-text.ts';

export interface IgnoresBehind {
  readonly edits: readonly SetValue[];
  readonly renamed: readonly RenamedName[];
  readonly warnings: readonly Warning[];
}

/** What a rename makes of the entries under `ignore`: `lock` is the one before, `shown` what is generated after it. */
export function ignoresBehind(
  config: PackageConfig,
  lock: Lock,
  shown: Lock,
  { from, to }: { readonly from: string; readonly to: string },
  others: readonly PackageConfig[],
): IgnoresBehind {
  const before = overlaidAsFar(lock, config.overlay);
  const called = (name: string): string => (name === from ? to : name);
  const { edits, left } = followIgnores(config, before, shown, called, shownBy(others));
  return {
    edits,
    renamed: edits.map(({ path, from: old, value }) => {
      const key = path.join('.');
      return { kind: 'entry', from: `${key}: ${old}`, to: `${key}: ${value}` };
    }),
    warnings: left.map(({ key, glob, where }) => ({
      code: 'CONFIG.IGNORE_LEFT',
      text: `${placeText(where)}: ${key}: ${glob} under ignore fits ${from} no more: add an entry for ${to} if it is wanted`,
    })),
  };
}

/** What other packages of the config show, as far as they have been pulled. */
function shownBy(packages: readonly PackageConfig[]): readonly Lock[] {
  const all = packages.map(({ output, overlay }) => ({ read: readLock(output.dir), overlay }));
  return all.flatMap(({ read, overlay }) => (read === undefined ? [] : [overlaidAsFar(read.lock, overlay)]));
}
