import { copyFile, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { devgen, root, temporary } from './cli.ts';

// Each command is a process, and several test files run at once.
vi.setConfig({ testTimeout: 120_000 });

const commands = [
  'init',
  'sources',
  'pull',
  'generate',
  'check',
  'diff',
  'ls',
  'show',
  'rename',
  'prune',
  'watch',
  'repl',
  'extend',
  'adopt',
  'build',
  'completion',
  'help',
] as const;
let folder: Awaited<ReturnType<typeof temporary>>;

beforeAll(async () => {
  folder = await temporary();
});
afterAll(() => folder.remove());

async function modulesOf(args: readonly string[]): Promise<readonly string[]> {
  const log = join(folder.path, `${args.join('-').replaceAll(/\W/g, '_')}.log`);
  const preload = pathToFileURL(join(root, 'test/commands/preload/log-modules.mjs')).href;
  const { code } = await devgen(args, { cwd: folder.path, node: ['--import', preload], env: { MODULE_LOG: log } });
  expect(code).toBe(0);
  return (await readFile(log, 'utf8')).trim().split('\n');
}

describe('help', () => {
  const heavy =
    /\/(ts-morph|@ts-morph|handlebars|yaml)\/|\/packages\/yaml\.js|\/src\/runtime\/|\/dist\/(config|model|render|reader|publish|sources)\//;

  it.each([['--help'], ['pull', '--help'], ['help', 'check']])('%s %s loads no heavy module', async (...args) => {
    const modules = await modulesOf(args.filter((word) => word !== undefined));
    expect(modules.some((url) => url.endsWith('/dist/packages/oclif-core-run.js'))).toBe(true);
    expect(modules.filter((url) => url.includes('/node_modules/@oclif/'))).toEqual([]);
    expect(modules.filter((url) => heavy.test(url))).toEqual([]);
  });

  it('while a command that makes classes is seen to load each of them', async () => {
    expect((await devgen(['init', 'tango://db:1'], { cwd: folder.path })).code).toBe(0);
    const output = join(folder.path, 'generated/devices');
    await mkdir(output, { recursive: true });
    await copyFile(join(root, 'test/fixtures/locks/motor.lock.json'), join(output, 'devgen.lock.json'));
    const modules = (await modulesOf(['generate'])).filter((url) => heavy.test(url));
    for (const part of ['/handlebars/', '/packages/yaml.js', '/src/runtime/', '/dist/render/'])
      expect([part, modules.some((url) => url.includes(part))]).toEqual([part, true]);
  });

  it('lists exactly the commands, and no helper', async () => {
    const { stdout } = await devgen(['--help'], { cwd: folder.path });
    const listed = [...stdout.matchAll(/^ {2}([a-z]+) {2,}/gm)].map((match) => match[1]);
    expect([...new Set(listed)].toSorted()).toEqual([...commands, 'templates'].toSorted());
  });

  it('of what is no command says so, as to run it would', async () => {
    for (const args of [['pul'], ['help', 'pul']]) {
      const { code, stderr, stdout } = await devgen(args, { cwd: folder.path });
      expect([code, stdout]).toEqual([2, '']);
      expect(stderr).toContain('Did you mean pull?');
    }
  });

  // oclif takes `help --help` for `--help`.
  const explained = [...commands.filter((command) => command !== 'help'), 'templates eject'];
  it.each(explained)('%s shows examples', async (command) => {
    const { stdout, stderr, code } = await devgen([...command.split(' '), '--help'], { cwd: folder.path });
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain('EXAMPLES');
    expect(stdout).toContain(`$ devgen ${command}`);
    // A prompt has no one answer.
    expect(stdout.includes('--json')).toBe(command !== 'repl');
  });
});
