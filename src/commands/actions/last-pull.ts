import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A device that the last pull could not reach. Times are ISO 8601, UTC. */
export interface UnreachableNote {
  readonly source: string;
  readonly device: string;
  readonly code: string;
  readonly why: string;
  /** Of the first pull in a row that could not reach it. */
  readonly since: string;
}

/** What the last pull saw of this checkout's facility. It is a convenience: nothing depends on it. */
export interface LastPull {
  readonly at: string;
  readonly unreachable: readonly UnreachableNote[];
}

const place = ['.devgen', 'last-pull.json'] as const;

/** `undefined` where there was no pull yet, or where the note cannot be read. */
export async function readLastPull(packageFolder: string): Promise<LastPull | undefined> {
  try {
    const note: Partial<LastPull> = JSON.parse(await readFile(join(packageFolder, ...place), 'utf8'));
    return typeof note.at === 'string' && Array.isArray(note.unreachable) ? (note as LastPull) : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Notes what a pull could not reach. What it did not look at stays as it was noted, and a device that was away before
 * keeps its time. For whoever holds the folder's mutex.
 */
export async function noteUnreachable(
  packageFolder: string,
  unreachable: readonly Omit<UnreachableNote, 'since'>[],
  covers: (source: string, device: string) => boolean,
): Promise<void> {
  const at = new Date().toISOString();
  const last = (await readLastPull(packageFolder))?.unreachable ?? [];
  const since = new Map(last.map((note) => [`${note.source}\n${note.device}`, note.since]));
  const found = unreachable.map(({ source, device, code, why }) => ({
    source,
    device,
    code,
    why,
    since: since.get(`${source}\n${device}`) ?? at,
  }));
  const left = last.filter(({ source, device }) => !covers(source, device));
  await writeLastPull(packageFolder, { at, unreachable: [...left, ...found] });
}

async function writeLastPull(packageFolder: string, note: LastPull): Promise<void> {
  const file = join(packageFolder, ...place);
  const draft = join(packageFolder, place[0], `last-pull.${randomUUID()}.json`);
  await mkdir(join(packageFolder, place[0]), { recursive: true });
  try {
    await writeFile(draft, `${JSON.stringify(note, undefined, 2)}\n`);
    await rename(draft, file);
  } finally {
    await rm(draft, { force: true });
  }
}
