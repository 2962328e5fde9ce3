import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Runs a command to its end; what it prints is shown only when it fails.
 * @param {string} command @param {readonly string[]} args @param {import('node:child_process').SpawnSyncOptions} [options]
 */
export function execute(command, args, options = {}) {
  const { status, error, stdout, stderr } = spawnSync(command, args, {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    ...options,
  });
  if (status === 0) return stdout;
  const output = shortened([stdout, stderr].filter(Boolean).join('\n'));
  throw new Error(`${command} ${args.join(' ')} failed${error ? `: ${error.message}` : ''}\n${output}`);
}

/** The cause may stand at either end. @param {string} text */
function shortened(text) {
  return text.length <= 12_000 ? text : `${text.slice(0, 6_000)}\n[...]\n${text.slice(-6_000)}`;
}

/**
 * Makes a folder of the cache again when what it is made from changed, or its place, which Python and Java write into
 * files; a broken attempt leaves no stamp.
 * @param {string} folder @param {string} madeFrom @param {() => void} make
 */
export function makeOnce(folder, madeFrom, make) {
  const stamp = join(folder, 'made-from.txt');
  const origin = `${folder}\n${madeFrom}`;
  if (readIfPresent(stamp) === origin) return 'present';
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  make();
  writeFileSync(stamp, origin);
  return 'installed';
}

/** @param {string} path */
function readIfPresent(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
