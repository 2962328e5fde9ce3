// A tour on a bare clone: plain JavaScript without dependencies, since nothing may be installed yet.
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { makeFolder, writeScripts } from './demo/folder.js';
import { announce, Companion, execute, run, show } from './demo/tour.js';

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

  announce('Start a simulated Tango facility', 'npm run facility');
  const facility = new Companion([node, join(root, 'dist/sim/tango/main.js')]);
  try {
    const ready = await facility.line();
    show(`${ready}   motors, power supplies, a camera, thermometers, a TangoTest`);
    const host = ready.slice(ready.indexOf('=') + 1);
    writeScripts(folder, host);
    const env = { ...process.env, TANGO_HOST: host };
    const here = { cwd: folder, env };

    const url = `tango://${host}`;
    run('Write a config', `devgen init ${url} --dir facility`, [...devgen, 'init', url, '--dir', 'facility'], here);
    run('Read the facility into the lock, and make the classes', 'devgen pull', [...devgen, 'pull'], here);
    run('Make them again from the lock alone: a pure function', 'devgen generate', [...devgen, 'generate'], here);
    run('A script over the classes compiles', 'tsc', tsc, here);
    run('It connects, reads, writes, observes, and is refused', 'node built/scan.js', [node, 'built/scan.js'], here);

    announce('One night, somebody upgrades the facility', 'echo upgrade');
    facility.write('upgrade');
    show(await facility.line());
    run('Continuous integration sees it in the morning', 'devgen check --live', [...devgen, 'check', '--live'], {
      ...here,
      fails: true,
    });
    run('Pull again: the diff is the change of the facility', 'devgen pull', [...devgen, 'pull'], here);
    run('What the script used is gone, and the compiler says where', 'tsc', tsc, { ...here, fails: true });
  } finally {
    await facility.stop();
  }
  console.log(`\nIt is all in ${folder}: scan.ts is the script, facility/sim-motor.ts a class. Play with it there:
   npm run facility               the facility again (write "upgrade" to it)
   npm run devgen -- pull         or check, diff, ls, show, --help, in another terminal
   npm run scan                   compile the script and run it`);
}

tour().catch((error) => {
  console.error(`\n${error.message}`);
  process.exitCode = 1;
});
