import type { Difference } from '../../model/diff/difference.ts';
import { levelOf, nextVersion } from '../../model/diff/suggest-version.ts';
import { versionIn } from '../../model/package-version.ts';
import type { SuggestedVersion } from '../../report/diff-text.ts';

/** What follows from the differences for the version in a `package.json`. */
export function suggestedVersion(findings: readonly Difference[], manifest: string | undefined): SuggestedVersion {
  const level = levelOf(findings);
  const from = versionIn(manifest);
  const to = from === undefined ? undefined : nextVersion(from, level);
  return { level, ...(from !== undefined && to !== undefined && { from, to }) };
}
