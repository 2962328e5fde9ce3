// A tour on a bare clone: plain JavaScript without dependencies, since nothing may be installed yet.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'devgen-demo-'));
const devgen = join(root, 'bin/run.js');
const tsc = join(root, 'node_modules/typescript/bin/tsc');
let step = 0;

/** @param {string} what @param {string} shown @param {readonly string[]} command @param {{ cwd?: string, quiet?: boolean, fails?: boolean }} [options] */
function tour(what, shown, [program, ...args], { cwd = folder, quiet = false, fails = false } = {}) {
  console.log(`\n${++step}. ${what}\n   $ ${shown}`);
  const ran = spawnSync(program, args, {
    cwd,
    encoding: 'utf8',
    shell: program === 'npm' && process.platform === 'win32',
  });
  const output = `${ran.stdout ?? ''}${ran.stderr ?? ''}`.trimEnd();
  if (!quiet || (ran.status === 0) === fails) console.log(output.replaceAll(/^/gm, '   '));
  if ((ran.status === 0) !== fails) return;
  console.error(`\nThe tour ends here: step ${step} ended with ${ran.status}.`);
  process.exit(1);
}

const script = `import { connectAll, mockOf } from '@devgen/runtime';
import { TangoTest } from './facility/tango-test.ts';

const { tg } = await connectAll({ tg: new TangoTest('sys/tg_test/1') }, { mock: true });
mockOf(tg.state).set('RUNNING');
await tg.doubleScalar.set(2.5);
console.log('double_scalar', await tg.doubleScalar.get(), 'state', await tg.state.get());

const seen = tg.longScalar.observe();
mockOf(tg.longScalar).set(7);
for await (const reading of seen) {
  if (reading.ok && reading.value === 7) break;
}
console.log('observed 7');

mockOf(tg.shortScalar).fail(new Error('interlock'));
console.log('refused:', await tg.shortScalar.set(1).catch((error: Error) => error.message));
`;
const wrong = `import { TangoTest } from './facility/tango-test.ts';
await new TangoTest('sys/tg_test/1').doubleScalar.set('2.5');
`;
const options = {
  target: 'es2022',
  module: 'nodenext',
  strict: true,
  rewriteRelativeImportExtensions: true,
  types: [],
  outDir: 'built',
};

if (!existsSync(join(root, 'node_modules/typescript'))) {
  tour('Install the packages', 'npm ci', ['npm', 'ci', '--no-audit', '--no-fund'], { cwd: root, quiet: true });
}
if (!existsSync(join(root, 'dist')) || !existsSync(join(root, 'src/runtime/dist'))) {
  tour('Build devgen', 'npm run build', ['npm', 'run', 'build'], { cwd: root, quiet: true });
}
cpSync(join(root, 'generated/devgen.yaml'), join(folder, 'devgen.yaml'));
mkdirSync(join(folder, 'facility'));
cpSync(join(root, 'generated/facility/devgen.lock.json'), join(folder, 'facility/devgen.lock.json'));
mkdirSync(join(folder, 'node_modules/@devgen'), { recursive: true });
symlinkSync(join(root, 'src/runtime'), join(folder, 'node_modules/@devgen/runtime'), 'junction');
writeFileSync(join(folder, 'package.json'), '{ "type": "module" }\n');
writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: options, include: ['scan.ts'] }));
writeFileSync(join(folder, 'scan.ts'), script);
writeFileSync(join(folder, 'wrong.ts'), wrong);

const node = process.execPath;
tour('Make the classes from a lock that was pulled before', 'devgen generate', [node, devgen, 'generate']);
tour('What is in the facility', 'devgen ls', [node, devgen, 'ls']);
tour('The committed classes are what the lock says', 'devgen check', [node, devgen, 'check']);
tour('A script over the classes compiles', 'tsc', [node, tsc, '-p', '.']);
tour('It connects in mock, reads, writes, observes, and is refused', 'node built/scan.js', [node, 'built/scan.js']);
writeFileSync(join(folder, 'tsconfig.wrong.json'), JSON.stringify({ compilerOptions: options, include: ['wrong.ts'] }));
tour('A wrong type does not compile', 'tsc wrong.ts', [node, tsc, '-p', 'tsconfig.wrong.json'], { fails: true });
console.log(`\nIt is all in ${folder}: scan.ts is the script, facility/tango-test.ts the class. Play with it.`);
