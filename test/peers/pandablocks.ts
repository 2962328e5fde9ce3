import { execFile } from 'node:child_process';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { pandaPythons, required } from './install/cache.js';

const run = promisify(execFile);
const LIMIT = { timeout: 60_000, maxBuffer: 64 * 1024 * 1024 };

/** Runs a script of test/peers/panda with the vendor's client library; resolves to the JSON that it prints. */
export async function runPandaClient<T>(script: string, ...args: readonly string[]): Promise<T> {
  const python = required(pandaPythons.client, 'The PandABlocks client');
  const path = join(import.meta.dirname, 'panda', script);
  return JSON.parse((await run(python, [path, ...args], LIMIT)).stdout) as T;
}

/** Runs the vendor's command line; resolves to what it printed, standard output and error together. */
export async function runPandablocks(...args: readonly string[]): Promise<string> {
  const program = join(dirname(required(pandaPythons.client, 'The PandABlocks client')), 'pandablocks');
  const { stdout, stderr } = await run(program, [...args], LIMIT);
  return stdout + stderr;
}
