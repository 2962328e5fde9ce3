// Runs every check on a bare clone: plain JavaScript without dependencies, since nothing is installed yet.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { installPackages } from './peers/install/packages.js';
import {
  buildCorePva,
  buildJavaPeer,
  installBenchEpics,
  installBenchPython,
  installEpics,
  installNode,
  installPandaPythons,
  installPython,
  NODE_MAJORS,
} from './peers/install/peers.js';
import { execute } from './peers/install/run-step.js';

const root = resolve(import.meta.dirname, '..');
process.chdir(root);

const { values: flags } = parseArgs({
  options: {
    peers: { type: 'boolean', default: false },
    bench: { type: 'boolean', default: false },
  },
});

let passed = 0;
let failed = 0;

/** @param {string} name @param {() => string | void} work */
function phase(name, work) {
  const start = performance.now();
  const seconds = () => `${((performance.now() - start) / 1000).toFixed(1)} s`;
  try {
    const result = work();
    passed++;
    console.log(`ok   ${name}${result ? `: ${result}` : ''} (${seconds()})`);
    return true;
  } catch (error) {
    failed++;
    console.error(`FAIL ${name} (${seconds()})\n${error instanceof Error ? error.message : error}`);
    return false;
  }
}

function finish() {
  console.log(`${passed} passed, ${failed} failed`);
  process.exit(failed === 0 ? 0 : 1);
}

/** @param {readonly string[]} steps */
function npmRun(...steps) {
  for (const step of steps) execute('npm', ['run', '--silent', step]);
}

function installModules() {
  if (modified('node_modules/.package-lock.json') >= modified('package-lock.json')) return 'present';
  execute('npm', ['ci', '--no-audit', '--no-fund']);
  return 'installed';
}

/** @param {string} path */
function modified(path) {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

/** A file that a former build left behind must not answer for one that is gone. */
function build() {
  for (const folder of ['dist', 'src/runtime/dist']) rmSync(folder, { recursive: true, force: true });
  npmRun('prepack');
}

/** @param {{ status: string, assertionResults: { status: string }[] }} file */
function failedBeforeItsTests(file) {
  return file.status === 'failed' && file.assertionResults.every((test) => test.status !== 'failed');
}

/** Vitest prints for itself; its counts come from the report, so that what it did not run is not taken for passed. */
function vitest() {
  const folder = mkdtempSync(join(tmpdir(), 'devgen-vitest-'));
  const output = join(folder, 'report.json');
  const args = ['vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${output}`];
  const { status } = spawnSync('npx', args, { stdio: 'inherit' });
  try {
    const report = JSON.parse(readFileSync(output, 'utf8'));
    const silent = report.testResults.filter(failedBeforeItsTests);
    const skipped = report.numPendingTests + report.numTodoTests;
    if (skipped > 0) console.error(`${skipped} tests were skipped, which counts as failed.`);
    passed += report.numPassedTests;
    failed += report.numFailedTests + silent.length + skipped;
    if (status !== 0 && failed === 0) failed++;
  } catch (error) {
    failed++;
    console.error(`Vitest left no report: ${error}`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const ready = [
  phase('node modules', installModules),
  phase('Debian packages', installPackages) && phase('PyTango', installPython) && phase('Java peer', buildJavaPeer),
  phase('PandABlocks clients', installPandaPythons),
  phase('EPICS', installEpics) && phase('Java PVA peer', buildCorePva),
  ...NODE_MAJORS.map((major) => phase(`Node ${major}`, () => installNode(major))),
  ...(flags.bench ? [phase('ophyd-async', installBenchPython), phase('EPICS clients', installBenchEpics)] : []),
];
if (flags.peers || flags.bench || ready.includes(false)) finish();

phase('build', build);
phase('lint', () => npmRun('lint'));
phase('typecheck', () => npmRun('typecheck'));
vitest();
finish();
