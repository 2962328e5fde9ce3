// A tour on a bare clone: plain JavaScript without dependencies, since nothing may be installed yet.
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { panda, startFacility, tango } from './demo/facility.js';
import { makeFolder, mistaken, writeScripts } from './demo/folder.js';
import { announce, execute, run, show, type } from './demo/tour.js';

const root = resolve(import.meta.dirname, '..');
const { execPath: node } = process;

/** @param {readonly string[]} command */
function prepare(...command) {
  console.log(`First: ${command.join(' ')}`);
  execute(command, { cwd: root, quiet: true });
}

async function tour() {
  if (!existsSync(join(root, 'node_modules/typescript'))) prepare('npm', 'ci', '--no-audit', '--no-fund');
  const built = ['dist/sim', 'src/runtime/dist'];
  if (!built.every((folder) => existsSync(join(root, folder)))) prepare('npm', 'run', 'build');
  const folder = makeFolder(root);
  const devgen = [node, 'node_modules/devgen/bin/run.js'];
  const tsc = [node, 'node_modules/typescript/bin/tsc'];

  /** @type {import('./demo/facility.js').Facility[]} */
  const facilities = [];
  try {
    announce('Start a simulated Tango facility and a PandA');
    for (const kind of [tango, panda]) {
      type(`npm run ${kind.name}`);
      const facility = await startFacility(root, kind);
      facilities.push(facility);
      show(facility.told);
    }
    writeScripts(folder, facilities);
    const env = Object.assign({ ...process.env }, ...facilities.map(({ variable, host }) => ({ [variable]: host })));
    const here = { cwd: folder, env };
    const urls = facilities.map(({ url }) => url);

    announce('Write a config');
    run(`devgen init ${urls.join(' ')} --dir facility`, [...devgen, 'init', ...urls, '--dir', 'facility'], here);

    announce('Read all into the lock, make the classes; make them again from the lock alone: a pure function');
    run('devgen pull', [...devgen, 'pull'], here);
    run('devgen generate', [...devgen, 'generate'], here);

    announce('A class is what a person can read');
    run('devgen show Clock', [...devgen, 'show', 'Clock'], here);

    announce('Scripts over the classes compile');
    run('tsc', tsc, here);

    announce('The one connects, reads, writes, observes, and is refused');
    run('node built/scan.js', [node, 'built/scan.js'], here);

    announce('The other captures, timed by the hardware, here in simulated time');
    run('node built/capture.js', [node, 'built/capture.js'], here);

    announce('A line that other PandAs have and this one has not does not compile');
    type('sed -i s/SEQ.OUTA/TTLIN1.VAL/ capture.ts      (put back afterwards)');
    mistaken(join(folder, 'capture.ts'), 'SEQ.OUTA', 'TTLIN1.VAL', () => run('tsc', tsc, { ...here, fails: true }));

    announce('One night, somebody upgrades the facility; continuous integration sees it in the morning');
    type('echo upgrade');
    facilities[0]?.companion.write('upgrade');
    show((await facilities[0]?.companion.line()) ?? '');
    run('devgen check --live', [...devgen, 'check', '--live'], { ...here, fails: true });

    announce(
      'Pull again: the diff is the change of the facility; what a script used is gone, and the compiler says where',
    );
    run('devgen pull', [...devgen, 'pull'], here);
    run('tsc', tsc, { ...here, fails: true });
  } finally {
    for (const { companion } of facilities) await companion.stop();
  }
  console.log(`\nIt is all in ${folder}: scan.ts and capture.ts are the scripts, facility/ has the classes. Play with it there:
   npm run tango, npm run panda   the facilities again, each in a terminal of its own (write "upgrade" to the first)
   npm run devgen -- pull         the classes of what is there again; or check, diff, ls, show, --help
   npm run scan, npm run capture  compile the scripts and run one`);
}

tour().catch((error) => {
  console.error(`\n${error.message}`);
  process.exitCode = 1;
});
