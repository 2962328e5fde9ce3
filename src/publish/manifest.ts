import { canonical, compareText } from '../model/lock/canonical.ts';
import { LOCK_FILE } from '../model/lock/lock.ts';

/** The list of what devgen owns in a package folder; committed. */
export const MANIFEST_FILE = '.devgen.json';
/** The folder of what is of this checkout only: stage, journal, last pull. */
export const LOCAL_FOLDER = '.devgen';

/**
 * The hashes that a file of devgen's may have. After a merge of two branches there are several, and the marks of the
 * merge may still be in the text: the file is read line by line, and is no reason to lose what it lists.
 */
export type Owned = ReadonlyMap<string, ReadonlySet<string>>;

const LINE = /^\s*("(?:[^"\\]|\\.)+"):"([0-9a-f]{64})",?$/gm;

export function readManifest(text: string): Owned {
  const owned = new Map<string, Set<string>>();
  for (const [, key = '""', hash = ''] of text.matchAll(LINE)) {
    const path = JSON.parse(key) as string;
    if (!isOwnable(path)) continue;
    owned.set(path, (owned.get(path) ?? new Set<string>()).add(hash));
  }
  return owned;
}

/** The version of the templates that a manifest's files were made with. */
export function templatesIn(manifest: string): string | undefined {
  return /^"templates":"([^"]*)"$/m.exec(manifest)?.[1];
}

export function printManifest(
  files: ReadonlyMap<string, string>,
  versions: { readonly devgen: string; readonly templates: string },
): string {
  const lines = [...files]
    .toSorted(([a], [b]) => compareText(a, b))
    .map(([path, hash]) => `${JSON.stringify(path)}:${JSON.stringify(hash)}`);
  const body = lines.length === 0 ? '{}' : `{\n${lines.join(',\n')}\n}`;
  return `{
"devgen":${canonical(versions.devgen)},
"files":${body},
"format":1,
"templates":${canonical(versions.templates)}
}
`;
}

/** Whether a path may be listed as one of devgen's own: what a list names may be removed. */
export function isOwnable(path: string): boolean {
  return isInside(path) && path !== LOCK_FILE && path !== MANIFEST_FILE && path.split('/')[0] !== LOCAL_FOLDER;
}

/** Whether a path stays within the folder that it is relative to. A manifest is committed: anybody may have written it. */
export function isInside(path: string): boolean {
  return (
    path !== '' &&
    !/^[/\\]|^[A-Za-z]:|\\|\0/.test(path) &&
    !path.split('/').some((part) => part === '' || part === '.' || part === '..')
  );
}
