import { PACKAGE_FILE } from '../model/package-version.ts';
import { sha256 } from './disk.ts';

/**
 * The hash by which a file of a package is devgen's: of its text whatever line ends the checkout gave it, and of
 * `package.json` whatever its version, which is its user's to raise, and whatever the white space that npm then writes.
 */
export function packageHash(path: string, bytes: Buffer | string): string {
  const text = bytes.toString('utf8').replaceAll('\r\n', '\n');
  return sha256(path === PACKAGE_FILE ? withoutVersion(text) : text);
}

function withoutVersion(text: string): string {
  try {
    const { version: _, ...manifest } = JSON.parse(text) as Record<string, unknown>;
    return JSON.stringify(manifest);
  } catch {
    return text;
  }
}
