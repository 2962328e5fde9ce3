// The folder that the tour leaves behind: a small project as a user would have it.
import { cpSync, mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const compilerOptions = {
  target: 'es2022',
  module: 'nodenext',
  strict: true,
  rewriteRelativeImportExtensions: true,
  types: [],
  outDir: 'built',
};

/** @param {string} root Of the checkout. */
export function makeFolder(root) {
  const folder = mkdtempSync(join(tmpdir(), 'devgen-demo-'));
  for (const [name, target] of [
    ['devgen', '.'],
    ['@devgen/runtime', 'src/runtime'],
    ['typescript', 'node_modules/typescript'],
  ]) {
    const link = join(folder, 'node_modules', name ?? '');
    mkdirSync(join(link, '..'), { recursive: true });
    // A junction needs no rights on Windows, and is a link elsewhere.
    symlinkSync(join(root, target ?? ''), link, 'junction');
  }
  cpSync(join(root, 'generated/scan.ts'), join(folder, 'scan.ts'));
  writeJson(join(folder, 'tsconfig.json'), { compilerOptions, include: ['scan.ts'] });
  return folder;
}

/** Scripts with which the folder is played with after the tour. @param {string} folder @param {string} tangoHost */
export function writeScripts(folder, tangoHost) {
  const [, port] = tangoHost.split(':');
  writeFileSync(join(folder, '.env'), `TANGO_HOST=${tangoHost}\n`);
  writeJson(join(folder, 'package.json'), {
    type: 'module',
    private: true,
    scripts: {
      facility: `node node_modules/devgen/dist/sim/tango/main.js --port ${port}`,
      devgen: 'node node_modules/devgen/bin/run.js',
      scan: 'node node_modules/typescript/bin/tsc && node --env-file=.env built/scan.js',
    },
  });
}

/** @param {string} path @param {object} data */
function writeJson(path, data) {
  writeFileSync(path, `${JSON.stringify(data, undefined, 2)}\n`);
}
