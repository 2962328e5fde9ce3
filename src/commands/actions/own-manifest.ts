import { join } from 'node:path';
import type { PackageConfig } from '../../config/config.ts';
import { PACKAGE_FILE } from '../../model/package-version.ts';
import { readText } from '../../model/read-text.ts';

/** The text of the package's `package.json` in the work tree. */
export function ownManifest({ output }: PackageConfig): string | undefined {
  return readText(join(output.dir, PACKAGE_FILE));
}
