import { PACKAGE_FILE, withVersion } from '../model/package-version.ts';
import { sha256 } from './disk.ts';

/**
 * The hash by which a file of a package is devgen's: of its text whatever line ends the checkout gave it, and of
 * `package.json` whatever its version, which is its user's to raise.
 */
export function packageHash(path: string, bytes: Buffer | string): string {
  const text = bytes.toString('utf8').replaceAll('\r\n', '\n');
  return sha256(path === PACKAGE_FILE ? withVersion(text, '0.0.0') : text);
}
