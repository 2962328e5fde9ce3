import { join } from 'node:path';
import { compareText } from '../model/lock/canonical.ts';
import { readBytes, sha256, textHash } from './disk.ts';
import { MANIFEST_FILE, readManifest } from './manifest.ts';

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
  /** Of every file that should be: the hash of its text. */
  readonly expected: ReadonlyMap<string, string>;
  /** Of every file of the manifest: a hash that devgen gave it. */
  readonly recorded: ReadonlyMap<string, string>;
  /** Edited files that nothing asks for any more. */
  readonly editedOrphans: ReadonlySet<string>;
}

/** Holds a package folder against the files that it should have. Writes nothing. */
export function inspect(folder: string, files: ReadonlyMap<string, { readonly text: string }>): Inspection {
  const owned = readManifest(readBytes(join(folder, MANIFEST_FILE))?.toString('utf8') ?? '');
  const findings: FileFinding[] = [];
  const expected = new Map<string, string>();
  const editedOrphans = new Set<string>();
  for (const [path, { text }] of files) {
    const wanted = sha256(text);
    expected.set(path, wanted);
    const bytes = readBytes(join(folder, path));
    const hash = bytes === undefined ? undefined : textHash(bytes);
    if (hash === wanted) continue;
    const kind = hash === undefined ? 'missing' : owned.get(path)?.has(hash) === true ? 'stale' : 'edited';
    findings.push({ path, kind });
  }
  for (const [path, hashes] of owned) {
    if (files.has(path)) continue;
    const bytes = readBytes(join(folder, path));
    if (bytes === undefined) continue;
    const edited = !hashes.has(textHash(bytes));
    if (edited) editedOrphans.add(path);
    findings.push({ path, kind: edited ? 'edited' : 'orphan' });
  }
  const recorded = new Map([...owned].map(([path, hashes]) => [path, [...hashes].toSorted(compareText)[0] ?? '']));
  return { findings: findings.toSorted((a, b) => compareText(a.path, b.path)), expected, recorded, editedOrphans };
}

/** The files whose text is another than on the disk: what has to be verified before it is published. */
export function changedFiles<F extends { readonly text: string }>(
  files: ReadonlyMap<string, F>,
  { findings }: Inspection,
): ReadonlyMap<string, F> {
  const changed = new Set(findings.map(({ path }) => path));
  return new Map([...files].filter(([path]) => changed.has(path)));
}
