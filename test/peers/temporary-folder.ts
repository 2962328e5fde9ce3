import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folders = new Set<string>();
process.once('exit', () => folders.forEach(remove));

/** A new folder that is removed when this process ends, or by `removeFolder`. */
export function temporaryFolder(name: string): string {
  const path = mkdtempSync(join(tmpdir(), `devgen-${name}-`));
  folders.add(path);
  return path;
}

export function removeFolder(path: string): void {
  remove(path);
  folders.delete(path);
}

function remove(path: string): void {
  rmSync(path, { recursive: true, force: true });
}
