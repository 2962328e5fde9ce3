import { spawnSync } from 'node:child_process';
import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readConfig } from '../../src/config/read-config.ts';
import { validated } from '../schemas/validator.ts';
import { devgen, root, temporary } from './cli.ts';

// Each command is a process, and several test files run at once.
vi.setConfig({ testTimeout: 120_000 });

let folder: Awaited<ReturnType<typeof temporary>>;
const here = (): { cwd: string } => ({ cwd: folder.path });

beforeEach(async () => {
  folder = await temporary();
});
afterEach(() => folder.remove());

describe('what cannot be understood: exit code 2, an envelope, a next step', () => {
  it.each([
    ['an unknown command', ['pul'], 'USAGE.COMMAND_UNKNOWN', 'Did you mean pull?', 'devgen pull'],
    ['a command like no other', ['xyzzyfoo'], 'USAGE.COMMAND_UNKNOWN', '', 'devgen help'],
    [
      'an unknown flag',
      ['pull', '--lockonly'],
      'USAGE.FLAG_UNKNOWN',
      'Did you mean --lock-only?',
      'devgen pull --help',
    ],
    [
      'a missing argument',
      ['show'],
      'USAGE.ARGUMENT_MISSING',
      'A class, a device, or pva://PV or ca://PV.',
      'devgen show --help',
    ],
    ['an argument too many', ['show', 'a', 'b'], 'USAGE.ARGUMENT_UNEXPECTED', '', 'devgen show --help'],
    [
      'an address without a scheme',
      ['init', 'db:10000'],
      'USAGE.ADDRESS',
      'tango://HOST:PORT',
      'devgen init tango://db:10000',
    ],
    [
      'a database without a port',
      ['init', 'tango://db'],
      'USAGE.ADDRESS',
      'tango://HOST:PORT, tango://HOST:PORT/DEVICE#dbase=no, panda://HOST, panda://HOST:PORT, pva://HOST:PORT, pva:, ca://HOST:PORT, ca: and env',
      'devgen init tango://HOST:PORT',
    ],
    [
      'a device of a server without a database',
      ['init', 'bench:11555/test/bench/1'],
      'USAGE.ADDRESS',
      'tango://HOST:PORT/DEVICE#dbase=no',
      "devgen init 'tango://bench:11555/test/bench/1#dbase=no'",
    ],
    ['a config that is not there', ['pull'], 'CONFIG.NOT_FOUND', 'Looked for', 'devgen init'],
  ])('%s', async (_, args, code, why, next) => {
    const person = await devgen(args, here());
    expect([person.code, person.stdout]).toEqual([2, '']);
    expect(person.stderr).toContain(`[${code}]`);
    expect(person.stderr).toContain(why);
    expect(person.stderr.trimEnd().split('\n').at(-1)).toBe(`→ ${next}`);

    const script = await devgen([...args, '--json'], here());
    expect([script.code, script.stderr]).toEqual([2, '']);
    const envelope = validated('error', script.stdout);
    expect(envelope).toMatchObject({ ok: false, code, next: [{ command: next }] });
    expect(envelope['why']).toContain(why);
    expect(script.stdout.length).toBeLessThan(1000);
  });

  it('an unknown key names its line', async () => {
    await devgen(['init', 'tango://db:10000'], here());
    const file = join(folder.path, 'devgen.yaml');
    await writeFile(file, (await readFile(file, 'utf8')).replace('address:', 'adress:'));
    const { code, stdout } = await devgen(['ls', '--json'], here());
    expect(code).toBe(2);
    expect(validated('error', stdout)).toMatchObject({
      code: 'CONFIG.KEY_UNKNOWN',
      where: { file, line: 7, column: 5 },
      next: [{ label: 'Did you mean address?' }],
    });
  });
});

describe('a bug', () => {
  const preload = pathToFileURL(join(root, 'test/commands/preload/break-read-file.mjs')).href;

  it('is exit code 1, with the stack only when asked for', async () => {
    const options = { ...here(), node: ['--import', preload] };
    const short = await devgen(['ls'], options);
    expect([short.code, short.stdout]).toEqual([1, '']);
    expect(short.stderr).toContain('✖ TypeError: undefined is not a config [BUG]');
    expect(short.stderr).not.toContain('    at ');
    expect((await devgen(['ls', '--verbose'], options)).stderr).toContain('    at ');
    const { stdout } = await devgen(['ls', '--json'], options);
    expect(validated('error', stdout)).toMatchObject({ code: 'BUG' });
  });
});

describe('init', () => {
  it('writes config, .gitattributes and .gitignore, and never twice', async () => {
    await writeFile(join(folder.path, '.gitignore'), 'node_modules/');
    const { code, stdout } = await devgen(
      ['init', 'tango://db:10000', 'tango://db2:10000/', '--package', '@bl01/devices', '--json'],
      here(),
    );
    expect(code).toBe(0);
    expect(validated('init', stdout)).toMatchObject({
      written: ['devgen.yaml', '.gitattributes', '.gitignore'],
      sources: [
        { name: 'tango', address: 'tango://db:10000' },
        { name: 'tango2', address: 'tango://db2:10000' },
      ],
    });
    const text = await readFile(join(folder.path, 'devgen.yaml'), 'utf8');
    expect(text.split('\n')[0]).toBe(
      '# yaml-language-server: $schema=./node_modules/devgen/schemas/config.schema.json',
    );
    expect(await readFile(join(folder.path, '.gitignore'), 'utf8')).toBe('node_modules/\n.devgen/\n');
    expect(await readFile(join(folder.path, '.gitattributes'), 'utf8')).toBe(
      'generated/devices/** text eol=lf linguist-generated\n',
    );

    const again = await devgen(['init', 'tango://other:10000'], here());
    expect(again.code).toBe(2);
    expect(again.stderr).toContain('[CONFIG.EXISTS]');
    expect(await readFile(join(folder.path, 'devgen.yaml'), 'utf8')).toBe(text);
  });

  it('points editors to the schema of the devgen that is installed above', async () => {
    const inWorkspace = join(folder.path, 'packages/bl01');
    await mkdir(inWorkspace, { recursive: true });
    await mkdir(join(folder.path, 'node_modules'));
    await symlink(root, join(folder.path, 'node_modules/devgen'));
    expect((await devgen(['init', 'tango://db:10000'], { cwd: inWorkspace })).code).toBe(0);
    const [first = ''] = (await readFile(join(inWorkspace, 'devgen.yaml'), 'utf8')).split('\n');
    const [, path = ''] = /^# yaml-language-server: \$schema=(\.\S+)$/.exec(first) ?? [];
    expect(path).toBe('../../node_modules/devgen/schemas/config.schema.json');
    const schema: unknown = JSON.parse(await readFile(join(inWorkspace, path), 'utf8'));
    expect(schema).toMatchObject({ title: expect.stringContaining('devgen.yaml') });
  });

  it('names a source for each URL, a server without a database after what names it', async () => {
    const urls = [
      'tango://db:10000',
      'tango://${DB}',
      'tango://bench:11555/Test/Bench/1#dbase=no',
      'tango://bench:11556/test/bench/1#dbase=no',
      'tango://${BENCH}:11557/dserver/Motor/lab_2#dbase=no',
    ];
    const { code, stdout } = await devgen(['init', ...urls, '--json'], here());
    expect(code).toBe(0);
    const { sources } = validated('init', stdout);
    expect(sources).toEqual(
      ['tango', 'tango2', 'test-bench-1', 'test-bench-1_2', 'motor-lab-2'].map((name, index) => ({
        name,
        kind: 'tango',
        address: urls[index],
      })),
    );
    const config = await readConfig(undefined, folder.path);
    expect(config.sources.map(({ name, address }) => [name, address])).toEqual(
      (sources as { name: string; address: string }[]).map(({ name, address }) => [name, address]),
    );
  });

  it('refuses a credential and writes nothing', async () => {
    const { code, stderr } = await devgen(['init', 'tango://me:pw@db:10000'], here());
    expect(code).toBe(2);
    expect(stderr).toContain('[CONFIG.CREDENTIALS]');
    expect(stderr).not.toContain('pw@');
    await expect(readFile(join(folder.path, '.gitignore'))).rejects.toThrow('ENOENT');
  });
});

describe('stdout', () => {
  it.each([
    ['without room is an error with its next step', 'node "$RUN" --help > /dev/full', 2, '[FILE.ENOSPC]'],
    ['that is read no further is none', 'set -o pipefail; node "$RUN" --help | head -n 1 > /dev/null', 0, ''],
  ])('%s', (_, command, status, text) => {
    const env = { ...process.env, RUN: join(root, 'bin/run.js') };
    const ran = spawnSync('bash', ['--norc', '-c', command], { env, encoding: 'utf8' });
    expect(ran.stderr).toContain(text);
    expect(ran.stderr).not.toContain('    at ');
    expect(ran.status).toBe(status);
  });
});
