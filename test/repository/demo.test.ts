import { execFile } from 'node:child_process';
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

/** `npm run demo` with this Node first in the path. */
async function demo(clone: string, node: string): Promise<string> {
  const { TANGO_HOST: _host, NODE_OPTIONS: _options, ...rest } = process.env;
  const env = { ...rest, PATH: `${dirname(node)}:${rest['PATH']}`, TMPDIR: folder };
  const { stdout } = await run('npm', ['run', 'demo'], { cwd: clone, env, maxBuffer: 1 << 24 });
  return stdout;
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
      /8 of 9 devices read, 1 never running/,
      /nothing to do, 11 files up to date/,
      /connected: x is ON at 0 mm, coil keeps Constant current/,
      /x 10\.000 mm none/,
      /coil is ON, keeps Constant voltage/,
      /500 mm is refused: .* 500 is outside -50 to 50 mm/,
      /- SimMotor\.velocity: .*\[MEMBER_MISSING\] BREAKING on lab\/motor\/x, lab\/motor\/y/,
      /10 differences, 4 breaking, 6 compatible/,
      /@devgen-demo-\w+\/devices in facility: 6 files written/,
      /scan\.ts\(\d+,\d+\): error TS2339: Property 'velocity' does not exist on type 'SimMotor'/,
    ])
      expect(text).toMatch(told);

    const left = /It is all in (\S+):/.exec(text)?.[1] ?? '';
    expect(readFileSync(join(left, 'facility/sim-motor.ts'), 'utf8')).toContain('declare readonly speed:');
    const list = ['run', '--silent', 'devgen', '--', 'ls', '--json'];
    const { stdout } = await run('npm', list, { cwd: left });
    expect(JSON.parse(stdout)).toMatchObject({ ok: true });
    rmSync(clone, { recursive: true });
  });
});
