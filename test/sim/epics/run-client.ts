import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { epicsPython, required } from '../../peers/install/cache.js';

const run = promisify(execFile);
const LIMIT = { timeout: 90_000, maxBuffer: 64 * 1024 * 1024 };

/** Runs a script of `clients` against a server, with the Python of EPICS or another one; resolves to the JSON it prints last. */
export async function runClient<T>(
  script: string,
  environment: Readonly<Record<string, string>>,
  args: readonly string[] = [],
  python: string = epicsPython,
): Promise<T> {
  const path = join(import.meta.dirname, 'clients', script);
  const env = { ...process.env, ...environment, PYTHONDONTWRITEBYTECODE: '1' };
  const { stdout } = await run(required(python, 'EPICS'), [path, ...args], { ...LIMIT, env });
  const result = /^RESULT (.*)$/m.exec(stdout)?.[1];
  if (result === undefined) throw new Error(`${script} printed no result:\n${stdout}`);
  return JSON.parse(result) as T;
}
