import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PulledSource } from '../../model/merge/pulled.ts';

/** A device that the last pull could not reach. Times are ISO 8601, UTC. */
export interface UnreachableNote {
  readonly source: string;
  readonly device: string;
  readonly code: string;
  readonly why: string;
  /** Of the first pull in a row that could not reach it. */
  readonly since: string;
}

/** Devices that were last seen on one server. */
export interface ServerNote {
  readonly source: string;
  /** What the source calls it: `host:port`, `TangoTest/test`. */
  readonly server: string;
  readonly devices: readonly string[];
}

/** What the last pull saw of this checkout's facility. It is a convenience: nothing depends on it. */
export interface LastPull {
  readonly at: string;
  readonly unreachable: readonly UnreachableNote[];
  readonly servers?: readonly ServerNote[];
}

/** What a pull saw, and what it was to look at. */
export interface PullNotes {
  readonly pulled: readonly PulledSource[];
  readonly covers: (source: string, device: string) => boolean;
  readonly unreachable: readonly Omit<UnreachableNote, 'since'>[];
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
 * Notes what a pull could not reach, and who serves what it saw. What it did not look at stays as it was noted, and a
 * device that was away before keeps its time and its server. For whoever holds the folder's mutex.
 */
export async function noteLastPull(packageFolder: string, { unreachable, pulled, covers }: PullNotes): Promise<void> {
  const at = new Date().toISOString();
  const last = await readLastPull(packageFolder);
  const before = last?.unreachable ?? [];
  const since = new Map(before.map((note) => [`${note.source}\n${note.device}`, note.since]));
  const found = unreachable.map(({ source, device, code, why }) => ({
    source,
    device,
    code,
    why,
    since: since.get(`${source}\n${device}`) ?? at,
  }));
  const left = before.filter(({ source, device }) => !covers(source, device));
  const servers = pulled.flatMap((source) => serversNow(source, last?.servers ?? []));
  const others = (last?.servers ?? []).filter(({ source }) => pulled.every(({ name }) => name !== source));
  await writeLastPull(packageFolder, { at, unreachable: [...left, ...found], servers: [...others, ...servers] });
}

function serversNow(source: PulledSource, before: readonly ServerNote[]): readonly ServerNote[] {
  const serverOf = new Map<string, string>();
  for (const note of before)
    if (note.source === source.name) for (const device of note.devices) serverOf.set(device, note.server);
  for (const { ok, found } of 'described' in source ? source.described : [])
    if (ok && found.server !== undefined) serverOf.set(found.device, found.server);
  const devices = new Map<string, string[]>();
  for (const [device, server] of serverOf) {
    const of = devices.get(server) ?? [];
    of.push(device);
    devices.set(server, of);
  }
  return Array.from(devices, ([server, of]) => ({ source: source.name, server, devices: of }));
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
