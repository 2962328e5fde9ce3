import { join } from 'node:path';
import type { PackageConfig } from '../../config/config.ts';
import type { Difference } from '../../model/diff/difference.ts';
import { levelOf, nextVersion } from '../../model/diff/suggest-version.ts';
import { PACKAGE_FILE, versionIn } from '../../model/package-version.ts';
import { readText } from '../../model/read-text.ts';
import type { SuggestedVersion } from '../../report/diff-text.ts';

/** The text of the package's `package.json` in the work tree. */
export function ownManifest({ output }: PackageConfig): string | undefined {
  return readText(join(output.dir, PACKAGE_FILE));
}

/** What follows from the differences for the version in a `package.json`. */
export function suggestedVersion(findings: readonly Difference[], manifest: string | undefined): SuggestedVersion {
  const level = levelOf(findings);
  const from = versionIn(manifest);
  const to = from === undefined ? undefined : nextVersion(from, level);
  return { level, ...(from !== undefined && to !== undefined && { from, to }) };
}
