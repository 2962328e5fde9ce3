import { lstatSync, mkdirSync, rmdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { namesIn } from './disk.ts';
import { LOCAL_FOLDER } from './manifest.ts';

/** Where new texts wait for the commit, within the package folder. */
export const STAGE = join(LOCAL_FOLDER, 'stage');

/** The staged file of a step, within the package folder. */
export function stagedPath(index: number): string {
  return join(STAGE, String(index));
}

/** Whether a journal may name it: what lies elsewhere is not moved, whoever wrote the journal. */
export function isStagedPath(path: string): boolean {
  return /^\.devgen[\\/]stage[\\/]\d+$/.test(path);
}

/** An empty one. */
export function makeStage(folder: string): void {
  mkdirSync(join(folder, LOCAL_FOLDER), { recursive: true });
  if (!hasLocalFolder(folder)) throw new Error(`${join(folder, LOCAL_FOLDER)} is no folder of its own`);
  removeStage(folder);
  mkdirSync(join(folder, STAGE));
}

export function removeStage(folder: string): void {
  if (!hasLocalFolder(folder)) return;
  const stage = join(folder, STAGE);
  const names = namesIn(stage);
  if (names === undefined) return;
  for (const name of names) rmSync(join(stage, name), { recursive: true, force: true });
  rmdirSync(stage);
}

/** Whether the folder of what is of this checkout only is there, and is no link to another place. */
export function hasLocalFolder(folder: string): boolean {
  return lstatSync(join(folder, LOCAL_FOLDER), { throwIfNoEntry: false })?.isDirectory() ?? false;
}
