import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readBytes } from '../model/read-text.ts';
import { LOCAL_FOLDER } from './manifest.ts';
import { hasLocalFolder } from './stage.ts';

/** What this checkout has noted under a name; `undefined` where that is nothing, or damaged. */
export function readNote(folder: string, name: string): Readonly<Record<string, unknown>> | undefined {
  if (!hasLocalFolder(folder)) return undefined;
  try {
    const note: unknown = JSON.parse(readBytes(join(folder, LOCAL_FOLDER, `${name}.json`))?.toString('utf8') ?? 'null');
    return typeof note === 'object' && note !== null ? (note as Readonly<Record<string, unknown>>) : undefined;
  } catch {
    return undefined;
  }
}

/** For whoever holds the folder's mutex. A note that cannot be written is none: nothing depends on it. */
export function writeNote(folder: string, name: string, note: object): void {
  const draft = join(folder, LOCAL_FOLDER, `${name}.new`);
  try {
    mkdirSync(join(folder, LOCAL_FOLDER), { recursive: true });
    if (!hasLocalFolder(folder)) return;
    writeFileSync(draft, `${JSON.stringify(note)}\n`);
    renameSync(draft, join(folder, LOCAL_FOLDER, `${name}.json`));
  } catch {
    // A checkout that may not be written to, a full disk.
  }
}
