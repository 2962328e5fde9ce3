import { once } from 'node:events';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { freePort } from '../peers/port.ts';
import { startPyTangoDatabase } from '../peers/pytango-database.ts';
import { startTangoTest } from '../peers/tango-test.ts';
import { validated } from '../schemas/validator.ts';
import { devgen, temporary, type Finished, type RunOptions } from './cli.ts';
import { bytesOf } from './tree-bytes.ts';

// Each command is a process, and several test files run at once.
vi.setConfig({ testTimeout: 120_000 });

let db: Awaited<ReturnType<typeof startPyTangoDatabase>>;
let folder: Awaited<ReturnType<typeof temporary>>;
let config: string;
let output: string;

const run = (args: readonly string[], options: Partial<RunOptions> = {}): Promise<Finished> =>
  devgen(args, { cwd: folder.path, ...options });

/** Runs the command with another address in the config; nothing may change. */
async function withAddress(
  address: string,
  args: readonly string[],
  options: Partial<RunOptions> = {},
): Promise<Finished> {
  const text = await readFile(config, 'utf8');
  const before = await bytesOf(output);
  await writeFile(config, text.replace(/address: .*/, `address: '${address}'`));
  try {
    return await run(args, options);
  } finally {
    await writeFile(config, text);
    expect(await bytesOf(output)).toEqual(before);
  }
}

function failureOf({ code, stdout }: Finished): Record<string, unknown> {
  expect(code).toBe(2);
  return validated('error', stdout);
}

beforeAll(async () => {
  folder = await temporary();
  config = join(folder.path, 'devgen.yaml');
  output = join(folder.path, 'generated/devices');
  db = await startPyTangoDatabase();
  await startTangoTest(db);
  await run(['init', `tango://${db.tangoHost}`]);
  expect((await run(['pull'])).code).toBe(0);
});
afterAll(async () => {
  await db.stop();
  await folder.remove();
});

describe('a database out of reach: exit code 2, a next step, nothing lost', () => {
  it.each(['pull', 'check --live'])('%s: a host that does not exist', async (command) => {
    const finished = await withAddress('tango://no-such-host.invalid:10000', [...command.split(' '), '--json']);
    expect(failureOf(finished)).toMatchObject({
      code: 'SOURCE.UNREACHABLE',
      next: [{ label: expect.stringMatching(/./) }],
    });
    expect(finished.stdout).toContain('no-such-host.invalid');
  });

  it('a closed port', async () => {
    const port = await freePort();
    expect(failureOf(await withAddress(`tango://127.0.0.1:${port}`, ['pull', '--json']))).toMatchObject({
      code: 'SOURCE.UNREACHABLE',
    });
    const { code, stdout } = await withAddress(`tango://127.0.0.1:${port}`, ['sources', '--json']);
    expect(code).toBe(2);
    expect(validated('sources', stdout)).toMatchObject({
      exit: 2,
      sources: [{ reachable: false, code: 'SOURCE.UNREACHABLE' }],
    });
  });

  it('a server that accepts and never answers', async () => {
    const silent: Server = createServer(() => undefined).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as AddressInfo;
    try {
      expect(failureOf(await withAddress(`tango://127.0.0.1:${port}`, ['pull', '--json']))).toMatchObject({
        code: 'SOURCE.UNREACHABLE',
      });
    } finally {
      silent.close();
    }
  });

  it('an address that is none, and a variable that is not set', async () => {
    for (const address of ['db', 'http://x', 'tango://127.0.0.1:1/a/b'])
      expect(failureOf(await withAddress(address, ['pull', '--json']))).toMatchObject({
        code: 'ADDRESS.UNKNOWN',
        summary: expect.stringContaining('sources.tango.address: '),
        where: { file: config, line: 7 },
        next: [{ label: 'Correct the address at devgen.yaml:7.' }],
      });
    const { stdout } = await withAddress('tango://${DB}', ['sources'], { env: { DB: 'a b' } });
    expect(stdout).toContain('→ Correct the address at devgen.yaml:7, or what is in DB.');
    const environment = await withAddress('env', ['pull', '--json'], { env: { TANGO_HOST: 'http://x' } });
    expect(failureOf(environment)).toMatchObject({
      code: 'ADDRESS.UNKNOWN',
      where: { file: config, line: 7 },
      next: [{ label: expect.stringContaining('TANGO_HOST=') }],
    });
    expect(failureOf(await withAddress('tango://${DEVGEN_NOWHERE}', ['pull', '--json']))).toMatchObject({
      code: 'CONFIG.ENV_UNSET',
      where: { file: config, line: 7 },
    });
    expect((await withAddress('tango://${DEVGEN_NOWHERE}', ['check'])).code).toBe(0);
  });

  it('the environment is put in and told', async () => {
    const env = { DEVGEN_DB: db.tangoHost, TANGO_HOST: db.tangoHost };
    const named = await withAddress('tango://${DEVGEN_DB}', ['sources', '--json'], { env });
    expect(validated('sources', named.stdout)).toMatchObject({
      sources: [{ reachable: true, environment: [{ name: 'DEVGEN_DB', value: db.tangoHost }] }],
    });
    const own = await withAddress('env', ['sources', '--json'], { env });
    expect(validated('sources', own.stdout)).toMatchObject({
      sources: [{ reachable: true, located: { from: 'TANGO_HOST' }, environment: [{ name: 'TANGO_HOST' }] }],
    });
  });

  it('one source of two: the other is pulled, and the exit code is still 2', async () => {
    const text = await readFile(config, 'utf8');
    const port = await freePort();
    await writeFile(
      config,
      text.replace('sources:\n', `sources:\n  away: { kind: tango, address: 'tango://127.0.0.1:${port}' }\n`),
    );
    const { code, stdout } = await run(['pull', '--json']);
    await writeFile(config, text);
    expect(code).toBe(2);
    expect(validated('pull', stdout)).toMatchObject({
      sources: [
        { name: 'away', reachable: false, code: 'SOURCE.UNREACHABLE' },
        { name: 'tango', reachable: true, described: 1 },
      ],
    });
    expect((await run(['pull'])).code).toBe(0);
  });
});

describe('a bad lock: exit code 2, and it is never replaced by an empty one', () => {
  const spoiled: readonly (readonly [string, string, (text: string) => string])[] = [
    ['cut off', 'LOCK.TRUNCATED', (text) => text.slice(0, text.length / 2)],
    ['empty', 'LOCK.TRUNCATED', () => ''],
    ['of a newer format', 'LOCK.NEWER', (text) => text.replace('"format":1', '"format":99')],
    ['with the marks of a merge', 'LOCK.CONFLICT', (text) => `<<<<<<< HEAD\n${text}=======\n>>>>>>> other\n`],
    ['edited by hand', 'LOCK.NOT_CANONICAL', (text) => text.replace('"format":1', '"format": 1')],
  ];

  it.each(spoiled)('%s', async (_, code, spoil) => {
    const file = join(output, 'devgen.lock.json');
    const good = await readFile(file, 'utf8');
    await writeFile(file, spoil(good));
    const before = await bytesOf(output);
    try {
      for (const command of ['pull', 'generate', 'check', 'ls']) {
        const failure = failureOf(await run([command, '--json']));
        expect(failure['code']).toBe(code);
        expect(failure['next']).toHaveLength(1);
      }
      expect(await bytesOf(output)).toEqual(before);
    } finally {
      await writeFile(file, good);
    }
  });
});

describe('a folder where a file should be: exit code 2', () => {
  it.each(['generated/devices/devgen.lock.json', 'generated/devices/registry.ts', 'devgen.yaml'])(
    '%s is named',
    async (name) => {
      const file = join(folder.path, name);
      const text = await readFile(file, 'utf8');
      await rm(file);
      await mkdir(file);
      try {
        expect(failureOf(await run(['generate', '--json']))).toMatchObject({
          code: 'FILE.EISDIR',
          summary: `Cannot read ${file}`,
        });
      } finally {
        await rm(file, { recursive: true });
        await writeFile(file, text);
      }
    },
  );
});

describe('a bad template: exit code 2, nothing is written', () => {
  it.each([
    ['that does not parse', 'TEMPLATE.SYNTAX', '{{#each members}}'],
    ['that uses what is not there', 'TEMPLATE.RENDER', 'export class {{ident nothing}} {}\n'],
    ['whose output does not parse', 'TEMPLATE.OUTPUT', 'export class {\n'],
  ])('%s', async (_, code, template) => {
    const text = await readFile(config, 'utf8');
    const before = await bytesOf(output);
    await mkdir(join(folder.path, 'mine'), { recursive: true });
    await writeFile(join(folder.path, 'mine/device.hbs'), template);
    await writeFile(config, `${text}templates: ./mine\n`);
    try {
      for (const command of ['generate', 'pull']) {
        const failure = failureOf(await run([command, '--json']));
        expect(failure['code']).toBe(code);
        expect(failure['summary']).toContain('device.hbs');
      }
    } finally {
      await writeFile(config, text);
      await rm(join(folder.path, 'mine'), { recursive: true });
    }
    expect(await bytesOf(output)).toEqual(before);
  });
});

describe('a place that cannot be written: exit code 2', () => {
  it('is said with the path', async () => {
    const text = await readFile(config, 'utf8');
    await writeFile(join(folder.path, 'taken'), '');
    await writeFile(config, text.replace(/dir: .*/, 'dir: taken/devices'));
    const failure = failureOf(await run(['pull', '--json']));
    await writeFile(config, text);
    expect(failure['summary']).toContain(join(folder.path, 'taken'));
    expect(failure['code']).toMatch(/^(FILE|PUBLISH)\./);
  });
});
