import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type PythonOptions, runPython } from '../../../peers/python.ts';

/** Both PyTangos that a facility is held against: 9.3, whose library is that of TangoTest, and the current one. */
export const PYTANGOS = ['debian', 'pytango'] as const;

/** Runs a script of this folder on a Tango host; resolves to the JSON that it printed. */
export async function ask<T>(
  host: { readonly tangoHost: string },
  script: string,
  options: PythonOptions = {},
): Promise<T> {
  const text = readFileSync(join(import.meta.dirname, script), 'utf8');
  return JSON.parse(await runPython(host, text, options)) as T;
}
