import { lstatSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { compareText } from '../model/lock/canonical.ts';
import { peekBytes, readBytes } from '../model/read-text.ts';
import { isMissing, textHash } from './disk.ts';
import { MANIFEST_FILE, readManifest } from './manifest.ts';
import { packageHash } from './package-hash.ts';

/**
 * `stale`: as devgen wrote it, and it would write something else now. `edited`: neither; a hand was in it, or it is no
 * file of devgen's at all. `missing`: not there. `orphan`: devgen's, and nothing asks for it any more.
 */
export type FileState = 'stale' | 'edited' | 'missing' | 'orphan';

export interface FileFinding {
  readonly path: string;
  readonly kind: FileState;
}

export interface Inspection {
  /** Sorted by path; a file that is as it should be has no finding. */
  readonly findings: readonly FileFinding[];
  /** Of every file of the manifest: a hash that devgen gave it. */
  readonly recorded: ReadonlyMap<string, string>;
}

/** The hash by which a text is told from another. */
export type HashOf = (path: string, bytes: Buffer) => string;

/**
 * Holds a package folder against the hashes of the texts that it should have, by path. Writes nothing. `torn` are
 * hashes of whole texts that a publication wrote and could not note in the manifest.
 */
export function inspect(
  folder: string,
  expected: ReadonlyMap<string, string>,
  torn: ReadonlyMap<string, string> = new Map(),
  hashOf: HashOf = packageHash,
): Inspection {
  const owned = readManifest(readBytes(join(folder, MANIFEST_FILE))?.toString('utf8') ?? '');
  const isOwn = (path: string, hash: string, bytes: Buffer): boolean => {
    const whole = textHash(bytes);
    const known = owned.get(path);
    return known?.has(hash) === true || known?.has(whole) === true || torn.get(path) === whole;
  };
  const findings: FileFinding[] = [];
  for (const [path, wanted] of expected) {
    const file = join(folder, path);
    const bytes = !owned.has(path) && isMissing(file) ? undefined : peekBytes(file);
    const hash = bytes && hashOf(path, bytes);
    if (hash === wanted) continue;
    const kind = bytes === undefined || hash === undefined ? 'missing' : isOwn(path, hash, bytes) ? 'stale' : 'edited';
    findings.push({ path, kind });
  }
  for (const path of new Set([...owned.keys(), ...torn.keys()])) {
    if (expected.has(path) || isBehindLink(folder, path)) continue;
    const bytes = peekBytes(join(folder, path));
    if (bytes === undefined) continue;
    findings.push({ path, kind: isOwn(path, hashOf(path, bytes), bytes) ? 'orphan' : 'edited' });
  }
  const recorded = new Map([...owned].map(([path, hashes]) => [path, [...hashes].toSorted(compareText)[0] ?? '']));
  return { findings: findings.toSorted((a, b) => compareText(a.path, b.path)), recorded };
}

/** Whether a folder of the path is a link: what is behind it is not the package's, whatever a manifest says. */
function isBehindLink(root: string, path: string): boolean {
  for (let folder = dirname(path); folder !== '.'; folder = dirname(folder))
    if (lstatSync(join(root, folder), { throwIfNoEntry: false })?.isSymbolicLink() === true) return true;
  return false;
}
