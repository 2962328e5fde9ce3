// The folder that the tour leaves behind: a small project as a user would have it.
import { cpSync, mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const scripts = ['scan.ts', 'expose.ts', 'capture.ts'];

const compilerOptions = {
  target: 'es2022',
  module: 'nodenext',
  strict: true,
  rewriteRelativeImportExtensions: true,
  types: ['node'],
  outDir: 'built',
};

/** @param {string} root Of the checkout. */
export function makeFolder(root) {
  const folder = mkdtempSync(join(tmpdir(), 'devgen-demo-'));
  for (const [name, target] of [
    ['devgen', '.'],
    ['@devgen/runtime', 'src/runtime'],
    ['typescript', 'node_modules/typescript'],
    ['@types/node', 'node_modules/@types/node'],
  ]) {
    const link = join(folder, 'node_modules', name ?? '');
    mkdirSync(join(link, '..'), { recursive: true });
    // A junction needs no rights on Windows, and is a link elsewhere.
    symlinkSync(join(root, target ?? ''), link, 'junction');
  }
  for (const script of scripts) cpSync(join(root, 'generated', script), join(folder, script));
  writeJson(join(folder, 'tsconfig.json'), { compilerOptions, include: scripts });
  return folder;
}

/** Edits a file; returns what it was. @param {string} path @param {string} from @param {string} to */
export function edit(path, from, to) {
  const text = readFileSync(path, 'utf8');
  if (!text.includes(from)) throw new Error(`The tour ends here: ${path} has no ${from}.`);
  writeFileSync(path, text.replace(from, to));
  return text;
}

/**
 * Edits a script of the folder, tries it, and leaves it as it was.
 * @param {string} path @param {string} from @param {string} to @param {() => void} attempt
 */
export function mistaken(path, from, to, attempt) {
  const text = edit(path, from, to);
  attempt();
  writeFileSync(path, text);
}

/**
 * Scripts with which the folder is played with after the tour.
 * @param {string} folder @param {readonly import('./facility.js').Facility[]} facilities
 */
export function writeScripts(folder, facilities) {
  const variables = facilities.flatMap(({ environment }) => Object.entries(environment));
  writeFileSync(join(folder, '.env'), variables.map(([name, value]) => `${name}=${value}\n`).join(''));
  writeJson(join(folder, 'package.json'), {
    type: 'module',
    private: true,
    scripts: {
      ...Object.fromEntries(facilities.map(({ script }) => script)),
      devgen: 'node --env-file=.env node_modules/devgen/bin/run.js',
      scan: compileAndRun('scan'),
      expose: compileAndRun('expose'),
      capture: compileAndRun('capture'),
    },
  });
}

/** @param {string} script */
function compileAndRun(script) {
  return `node node_modules/typescript/bin/tsc && node --env-file=.env built/${script}.js`;
}

/** @param {string} path @param {object} data */
function writeJson(path, data) {
  writeFileSync(path, `${JSON.stringify(data, undefined, 2)}\n`);
}
