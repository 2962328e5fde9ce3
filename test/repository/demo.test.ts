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
  const { TANGO_HOST: _tango, PANDA_HOST: _panda, NODE_OPTIONS: _options, ...rest } = process.env;
  return { ...rest, PATH: `${dirname(node)}:${rest['PATH']}`, TMPDIR: folder };
}

/** `npm run demo` with this Node first in the path. */
async function demo(clone: string, node: string): Promise<string> {
  const { stdout } = await run('npm', ['run', 'demo'], { cwd: clone, env: environment(node), maxBuffer: 1 << 24 });
  return stdout;
}

/** What the tour proposes at its end: the facilities again, what is there pulled, both scripts. */
async function play(left: string, node: string): Promise<string> {
  const options = { cwd: left, env: environment(node) };
  const npm = ['run', '--silent'];
  const facilities = ['tango', 'panda'].map((name) => spawn('npm', [...npm, name], options));
  try {
    await Promise.all(facilities.map(({ stdout }) => once(stdout, 'data')));
    await run('npm', [...npm, 'devgen', '--', 'pull'], options);
    const [scan, capture] = [
      await run('npm', [...npm, 'scan'], options),
      await run('npm', [...npm, 'capture'], options),
    ];
    return scan.stdout + capture.stdout;
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
      /PANDA_HOST=127\.0\.0\.1:\d+/,
      /tango: 8 of 9 devices read, 1 never running/,
      /panda: 1 of 1 device read/,
      /nothing to do, 21 files up to date/,
      /periodUnits +rw +enum min \| s \| ms \| us +PERIOD\.UNITS/,
      /connected: x is ON at 0 mm, coil keeps Constant current/,
      /x 10\.000 mm none/,
      /coil is ON, keeps Constant voltage/,
      /500 mm is refused: .* 500 is outside -50 to 50 mm/,
      /frame 7 at 70\.000 ms, the counter at 70/,
      /8 frames, Ok/,
      /capture\.ts\(\d+,\d+\): error TS2345: Argument of type '"TTLIN1\.VAL"' is not assignable/,
      /- SimMotor\.velocity: .*\[MEMBER_MISSING\] BREAKING on lab\/motor\/x, lab\/motor\/y/,
      /10 differences, 4 breaking, 6 compatible/,
      /@devgen-demo-\w+\/devices in facility: 6 files written/,
      /scan\.ts\(\d+,\d+\): error TS2339: Property 'velocity' does not exist on type 'SimMotor'/,
    ])
      expect(text).toMatch(told);

    const left = /It is all in (\S+):/.exec(text)?.[1] ?? '';
    expect(readFileSync(join(left, 'facility/sim-motor.ts'), 'utf8')).toContain('declare readonly speed:');
    const played = await play(left, node);
    expect(played.match(/^connected: x is ON/gm)).toHaveLength(1);
    expect(played.match(/^8 frames, Ok$/gm)).toHaveLength(1);
    rmSync(clone, { recursive: true });
  });
});
