// A tour on a bare clone: plain JavaScript without dependencies, since nothing may be installed yet.
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { epics, panda, startFacility, tango } from './demo/facility.js';
import { edit, makeFolder, mistaken, writeScripts } from './demo/folder.js';
import { announce, execute, run, show, type } from './demo/tour.js';

const root = resolve(import.meta.dirname, '..');
const { execPath: node } = process;

/** What of the IOC is a device each: it has a tree over all of it, too. */
const pvi = 'pvi: [SIM:Motor1:PVI, SIM:Motor2:PVI, SIM:Thermostat:PVI, SIM:Camera:PVI]';

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
  /** @param {import('./demo/facility.js').Kind} kind */
  const start = async (kind) => {
    type(`npm run ${kind.name}      (${kind.has})`);
    const facility = await startFacility(root, kind);
    facilities.push(facility);
    show(
      Object.entries(facility.environment)
        .map((pair) => pair.join('='))
        .join(' '),
    );
    return facility;
  };
  try {
    announce('Start a simulated facility of each kind: Tango, EPICS, a PandA');
    const machine = await start(tango);
    const ioc = await start(epics);
    await start(panda);
    writeScripts(folder, facilities);
    const env = Object.assign({ ...process.env }, ...facilities.map(({ environment }) => environment));
    const here = { cwd: folder, env };
    const urls = facilities.map(({ url }) => url);

    announce('Write a config, and say what of EPICS is a device');
    run(`devgen init ${urls.join(' ')} --dir facility`, [...devgen, 'init', ...urls, '--dir', 'facility'], here);
    type(`sed -i '/kind: epics/a\\    ${pvi}' devgen.yaml`);
    edit(join(folder, 'devgen.yaml'), 'kind: epics', `kind: epics\n    ${pvi}`);

    announce('Read all into the lock, make the classes; make them again from the lock alone: a pure function');
    run('devgen pull', [...devgen, 'pull'], here);
    run('devgen generate', [...devgen, 'generate'], here);

    announce('A class is what a person can read');
    run('devgen show Thermostat', [...devgen, 'show', 'Thermostat'], here);

    announce('Scripts over the classes compile; that on Tango connects, reads, writes, observes, and is refused');
    run('tsc', tsc, here);
    run('node built/scan.js', [node, 'built/scan.js'], here);

    announce(
      'That on EPICS has one class on two wires: a motor by PV Access, another by Channel Access; a table, an image',
    );
    run('node built/expose.js', [node, 'built/expose.js'], here);

    announce('That on the PandA captures, timed by the hardware, here in simulated time');
    run('node built/capture.js', [node, 'built/capture.js'], here);

    announce('A line that other PandAs have and this one has not does not compile');
    type('sed -i s/SEQ.OUTA/TTLIN1.VAL/ capture.ts      (put back afterwards)');
    mistaken(join(folder, 'capture.ts'), 'SEQ.OUTA', 'TTLIN1.VAL', () => run('tsc', tsc, { ...here, fails: true }));

    announce('One night, somebody upgrades the facilities; continuous integration sees it in the morning');
    type('echo upgrade      (to Tango and to EPICS)');
    for (const { companion } of [machine, ioc]) {
      companion.write('upgrade');
      show(await companion.line());
    }
    run('devgen check --live', [...devgen, 'check', '--live'], { ...here, fails: true });

    announce(
      'Pull again: the diff is the change of the facilities; what scripts used is gone, and the compiler says where',
    );
    run('devgen pull', [...devgen, 'pull'], here);
    run('tsc', tsc, { ...here, fails: true });
  } finally {
    for (const { companion } of facilities) await companion.stop();
  }
  console.log(`\nIt is all in ${folder}: scan.ts, expose.ts and capture.ts are the scripts, facility/ has the classes. Play with it there:
   npm run tango, epics, panda     the facilities again, each in a terminal of its own (write "upgrade" to the first two)
   npm run devgen -- pull          the classes of what is there again; or check, diff, ls, show, --help
   npm run scan, expose, capture   compile the scripts and run one`);
}

tour().catch((error) => {
  console.error(`\n${error.message}`);
  process.exitCode = 1;
});
