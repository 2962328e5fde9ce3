import { relative } from 'node:path';
import type { Where } from './config.ts';

/** A place in the config as one may click on it: the path from the current folder, and the line. */
export function placeText({ file, line }: Where): string {
  const path = relative('', file).replaceAll('\\', '/');
  return line === undefined ? path : `${path}:${line}`;
}
