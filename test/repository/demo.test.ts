import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import { nodeBinary, required } from '../peers/install/cache.js';
import { removeFolder, temporaryFolder } from '../peers/temporary-folder.ts';
import { root } from './arrows.ts';

const run = promisify(execFile);
const folder = temporaryFolder('demo');
afterAll(() => removeFolder(folder));

/** The checkout as git has it: nothing is installed in it, and nothing built. */
async function bareClone(name: string): Promise<string> {
  const { stdout } = await run('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: root });
  const files = stdout.split('\0').filter((file) => file !== '' && existsSync(join(root, file)));
  expect(files.length).toBeGreaterThan(300);
  const clone = join(folder, name);
  for (const file of files) {
    mkdirSync(dirname(join(clone, file)), { recursive: true });
    cpSync(join(root, file), join(clone, file));
  }
  return clone;
}

function environment(node: string): NodeJS.ProcessEnv {
  const others = Object.entries(process.env).filter(([name]) => !/^(TANGO|PANDA|EPICS|NODE)_/.test(name));
  const rest = Object.fromEntries(others);
  return { ...rest, PATH: `${dirname(node)}:${rest['PATH']}`, TMPDIR: folder };
}

/** `npm run demo` with this Node first in the path. */
async function demo(clone: string, node: string): Promise<string> {
  const { stdout } = await run('npm', ['run', 'demo'], { cwd: clone, env: environment(node), maxBuffer: 1 << 24 });
  return stdout;
}

/** What the tour proposes at its end: the facilities again, what is there pulled, each script. */
async function play(left: string, node: string): Promise<string> {
  const options = { cwd: left, env: environment(node) };
  const npm = ['run', '--silent'];
  const facilities = ['tango', 'epics', 'panda'].map((name) => spawn('npm', [...npm, name], options));
  try {
    await Promise.all(facilities.map(({ stdout }) => once(stdout, 'data')));
    await run('npm', [...npm, 'devgen', '--', 'pull'], options);
    let said = '';
    for (const script of ['scan', 'expose', 'capture']) said += (await run('npm', [...npm, script], options)).stdout;
    return said;
  } finally {
    for (const { stdin } of facilities) stdin.end();
    await Promise.all(facilities.map((each) => once(each, 'exit')));
  }
}

const nodes = [
  ['20', process.execPath],
  ['22', required(nodeBinary(22), 'Node 22')],
  ['24', required(nodeBinary(24), 'Node 24')],
] as const;

describe.each(nodes)('npm run demo on a bare clone, on Node %s', (major, node) => {
  it('tells the whole tour, and leaves a folder to play with', { timeout: 300_000 }, async () => {
    expect((await run(node, ['--version'])).stdout).toMatch(new RegExp(`^v${major}\\.`));
    const clone = await bareClone(`clone-${major}`);
    const text = await demo(clone, node);
    expect(text.match(/^\d+\. /gm)).toEqual(Array.from({ length: 10 }, (_, at) => `${at + 1}. `));
    for (const told of [
      /^First: npm ci/m,
      /TANGO_HOST=127\.0\.0\.1:\d+/,
      /EPICS_PVA_ADDR_LIST=127\.0\.0\.1:\d+ .*EPICS_CA_ADDR_LIST=127\.0\.0\.1:\d+/,
      /PANDA_HOST=127\.0\.0\.1:\d+/,
      /tango: 8 of 9 devices read, 1 never running/,
      /epics: 4 of 4 devices read/,
      /panda: 1 of 1 device read/,
      /nothing to do, 25 files up to date/,
      /setpoint +rw +f64 +C +5…50 +:Setpoint_RBV \/ :Setpoint/,
      /connected: x is ON at 0 mm, coil keeps Constant current/,
      /x 10\.000 mm none/,
      /coil is ON, keeps Constant voltage/,
      /500 mm is refused: .* 500 is outside -50 to 50 mm/,
      /the slit is open from -1 to 1 mm/,
      /warm up to 30 C in 10 min, cool down to 20 C in 5 min/,
      /image 1 has 48 x 64 pixels/,
      /70 C is refused: sample\.setpoint .* 70 is outside 5 to 50 C/,
      /frame 7 at 70\.000 ms, the counter at 70/,
      /8 frames, Ok/,
      /capture\.ts\(\d+,\d+\): error TS2345: Argument of type '"TTLIN1\.VAL"' is not assignable/,
      /- SimMotor\.velocity: .*\[MEMBER_MISSING\] BREAKING on tango:lab\/motor\/x, tango:lab\/motor\/y/,
      /= Thermostat\.cycles: i64 -> i32 \[MEMBER_TYPE\] BREAKING on epics:SIM:Thermostat/,
      /- Thermostat\.power: .*\[MEMBER_MISSING\] BREAKING on epics:SIM:Thermostat/,
      /= Thermostat\.mode: .*, Auto \[ENUM_LABEL_ADDED\] compatible/,
      /15 differences, 6 breaking, 9 compatible/,
      /@devgen-demo-\w+\/devices in facility: 8 files written/,
      /scan\.ts\(\d+,\d+\): error TS2339: Property 'velocity' does not exist on type 'SimMotor'/,
      /expose\.ts\(\d+,\d+\): error TS2339: Property 'power' does not exist on type 'Thermostat'/,
    ])
      expect(text).toMatch(told);

    const left = /It is all in (\S+):/.exec(text)?.[1] ?? '';
    expect(readFileSync(join(left, 'facility/sim-motor.ts'), 'utf8')).toContain('declare readonly speed:');
    const played = await play(left, node);
    expect(played.match(/^connected: x is ON/gm)).toHaveLength(1);
    expect(played.match(/^image 1 has 48 x 64 pixels$/gm)).toHaveLength(1);
    expect(played.match(/^8 frames, Ok$/gm)).toHaveLength(1);
    rmSync(clone, { recursive: true });
  });
});
