import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { pandaPythons, required } from './install/cache.js';

const run = promisify(execFile);

/** A Bluesky data key, as ophyd-async makes it. */
export interface OphydKey {
  readonly source: string;
  readonly dtype: string;
  readonly dtype_numpy: string;
  readonly shape: readonly number[];
  readonly units?: string;
  readonly precision?: number;
  readonly choices?: readonly string[];
  readonly limits?: Readonly<Record<string, { readonly low: number | null; readonly high: number | null }>>;
}

/** By PV, what ophyd-async's own test device says of an IOC with the records that its wheel ships. */
export async function describedByOphyd(
  wire: 'ca' | 'pva',
  server: { readonly environment: Readonly<Record<string, string>> },
  prefix: string,
): Promise<Readonly<Record<string, OphydKey>>> {
  const python = required(pandaPythons.ophyd, 'ophyd-async');
  const env = { ...process.env, ...server.environment, EPICS_CA_REPEATER_PORT: '9' };
  const args = [join(import.meta.dirname, 'ophyd/describe.py'), wire, prefix];
  return JSON.parse((await run(python, args, { env, timeout: 60_000 })).stdout) as Readonly<Record<string, OphydKey>>;
}
