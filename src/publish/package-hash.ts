import { PACKAGE_FILE } from '../model/package-version.ts';
import { sha256, textHash } from './disk.ts';

/**
 * The hash by which a file of a package is devgen's: of its text whatever line ends the checkout gave it, and of
 * `package.json` whatever its version, which is its user's to raise, and whatever the white space that npm then writes.
 */
export function packageHash(path: string, bytes: Buffer | string): string {
  if (path === PACKAGE_FILE) return sha256(withoutVersion(bytes.toString('utf8').replaceAll('\r\n', '\n')));
  return typeof bytes === 'string' ? sha256(bytes.replaceAll('\r\n', '\n')) : textHash(bytes);
}

function withoutVersion(text: string): string {
  try {
    const { version: _, ...manifest } = JSON.parse(text) as Record<string, unknown>;
    return JSON.stringify(manifest);
  } catch {
    return text;
  }
}
