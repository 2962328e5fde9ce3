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
  const path = JSON.stringify(join(import.meta.dirname, script));
  return JSON.parse(await runPython(host, `import runpy; runpy.run_path(${path})`, options)) as T;
}
