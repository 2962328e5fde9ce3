// Loaded before a program (--import): counts the calls by which it changes a file system, and at one of them sends the
// process a signal, SIGKILL unless STRIKE_SIGNAL names another.
//   STRIKE_AT    the number of the call, from 1, or how its line in the log begins
//   STRIKE_HOW   'after' the call (the default), 'before' it, or 'torn': in the middle of a write
//   STRIKE_LOG   a file that gets a line for each call when the process exits
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { relative } from 'node:path';

const { STRIKE_AT = '', STRIKE_HOW = 'after', STRIKE_LOG, STRIKE_SIGNAL = 'SIGKILL' } = process.env;
const { appendFileSync } = fs;

/** Every call of the package `fs` that changes a file system and that a program of ours may use. */
export const CHANGING =
  'appendFile copyFile cp link mkdir mkdtemp open rename rm rmdir symlink truncate unlink utimes writeFile'.split(' ');
const OF_DESCRIPTORS = ['fsyncSync', 'fdatasyncSync', 'ftruncateSync', 'writeSync', 'writevSync'];

const calls = [];
let nested = 0;

for (const name of CHANGING) {
  count(fs, `${name}Sync`);
  count(fs.promises, name);
}
for (const name of OF_DESCRIPTORS) count(fs, name);
syncBuiltinESMExports();
if (STRIKE_LOG) process.on('exit', () => appendFileSync(STRIKE_LOG, calls.map((call) => `${call}\n`).join('')));

function count(owner, name) {
  const real = owner[name];
  owner[name] = (...given) => {
    // What a call of the package does by others of it is one call.
    if (nested > 0 || !changes(name, given)) return real.apply(owner, given);
    calls.push(describe(name, given));
    const isStruck = calls.length === Number(STRIKE_AT) || (STRIKE_AT !== '' && calls.at(-1).startsWith(STRIKE_AT));
    if (!isStruck) return run(real, owner, given);
    if (STRIKE_HOW === 'before') strike();
    if (STRIKE_HOW === 'torn') {
      run(real, owner, [given[0], given[1].slice(0, given[1].length / 2), ...given.slice(2)]);
      strike();
    }
    let result;
    try {
      result = run(real, owner, given);
    } finally {
      // Also behind a call that fails.
      if (!(result instanceof Promise)) strike();
    }
    return result instanceof Promise ? result.finally(strike) : result;
  };
}

function run(real, owner, given) {
  nested += 1;
  try {
    return real.apply(owner, given);
  } finally {
    nested -= 1;
  }
}

/** An open for reading changes nothing. */
function changes(name, [, flags = 'r']) {
  return !name.startsWith('open') || (typeof flags === 'string' ? flags !== 'r' : (flags & 3) !== 0);
}

/** `rename .devgen/journal.json`: the call and what it changes. */
function describe(name, [first, second]) {
  const verb = name.replace(/Sync$/, '');
  const what = verb === 'rename' || verb === 'copyFile' ? second : first;
  return typeof what === 'number' ? verb : `${verb} ${relative(process.env.STRIKE_ROOT ?? '', String(what))}`;
}

function strike() {
  process.kill(process.pid, STRIKE_SIGNAL);
}
