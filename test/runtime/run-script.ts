import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { temporaryFolder } from '../peers/temporary-folder.ts';

/** Runs a module's text in a Node of its own, where an unhandled rejection is its end; resolves to the JSON that it prints. */
export async function runScript(
  contents: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<unknown> {
  const outfile = join(temporaryFolder('script'), 'script.mjs');
  const stdin = { contents, resolveDir: import.meta.dirname };
  await build({ stdin, outfile, bundle: true, platform: 'node', format: 'esm', conditions: ['@devgen/source'] });
  const command = ['--unhandled-rejections=strict', outfile, ...args];
  const env = { ...process.env, ...environment };
  const { stdout } = await promisify(execFile)(process.execPath, command, { env, timeout: 60_000 });
  return JSON.parse(stdout);
}
