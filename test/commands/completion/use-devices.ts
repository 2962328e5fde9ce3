import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { OfflineProject } from '../offline.ts';

/** Gives the project's lock these devices, all of the class Motor. Completion takes a lock as it is. */
export function useDevices({ output }: OfflineProject, names: readonly string[]): void {
  const path = join(output, 'devgen.lock.json');
  const lock = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
  const devices = Object.fromEntries(names.map((name) => [name, { class: 'Motor' }]));
  writeFileSync(path, JSON.stringify({ ...lock, sources: { db: { kind: 'tango', devices } } }));
}
