import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { debianPython, python, required } from './install/cache.js';
import type { TangoDatabase } from './tango-database.ts';

const run = promisify(execFile);

export interface PythonOptions {
  readonly python?: 'pytango' | 'debian';
  /** Lifts access control for the script. */
  readonly superTango?: boolean;
  readonly args?: readonly string[];
}

/** Runs a Python script as a Tango client of `db`, as evidence beside our own client; resolves to its output. */
export async function runPython(
  db: Pick<TangoDatabase, 'tangoHost'> | undefined,
  script: string,
  options: PythonOptions = {},
): Promise<string> {
  const interpreter = options.python === 'debian' ? debianPython : python;
  const env: Record<string, string | undefined> = { ...process.env, TANGO_HOST: db?.tangoHost };
  env['SUPER_TANGO'] = options.superTango ? 'true' : 'false';
  const args = ['-c', script, ...(options.args ?? [])];
  return (await run(required(interpreter, 'PyTango'), args, { env, timeout: 60_000 })).stdout;
}
