import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ConfigError } from '../../src/config/config-error.ts';
import { parseConfig, readConfig } from '../../src/config/read-config.ts';

const good = `# mine
sources:
  tango: { kind: tango, address: 'tango://db:10000' }
output: { dir: generated/devices, package: '@bl01/devices' }
`;

async function problemOf(text: string): Promise<ConfigError> {
  const error = await parseConfig(text, '/x/devgen.yaml').then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof ConfigError)) throw new Error(`no ConfigError but ${String(error)}`);
  return error;
}

describe('a good config', () => {
  it('has defaults and paths from its own folder', async () => {
    const config = await parseConfig(good, resolve('/x/devgen.yaml'));
    expect([config.isList, config.packages.map(({ output }) => output)]).toEqual([
      false,
      [
        {
          dir: resolve('/x/generated/devices'),
          package: '@bl01/devices',
          importExtension: 'ts',
          layout: 'flat',
          sources: [],
          include: [],
          exclude: [],
          classes: [],
          excludeClasses: [],
          globs: [],
        },
      ],
    ]);
    expect(config).toMatchObject({ naming: 'camel', offline: [], templates: undefined, folder: resolve('/x') });
    expect(config.sources).toMatchObject([{ name: 'tango', kind: 'tango', address: 'tango://db:10000', include: [] }]);
    expect(config.sources[0]?.where).toEqual({ file: resolve('/x/devgen.yaml'), line: 3, column: 34 });
  });

  it('needs no environment to be read', async () => {
    const config = await parseConfig(good.replace('tango://db:10000', 'tango://${NOWHERE}'), '/x/devgen.yaml');
    expect(config.sources[0]?.address).toBe('tango://${NOWHERE}');
  });

  it('may use anchors, and a source may be called __proto__', async () => {
    const text = `sources:\n  __proto__: { kind: tango, address: env, include: &some [a/**] }\n  b: { kind: tango, address: env, exclude: *some }\noutput: { dir: g, package: p }\n`;
    const config = await parseConfig(text, '/x/devgen.yaml');
    expect(config.sources.map((source) => [source.name, source.include, source.exclude])).toEqual([
      ['__proto__', ['a/**'], []],
      ['b', [], ['a/**']],
    ]);
  });
});

it('every glob has its line, one behind an alias that of the alias', async () => {
  const text = `sources:
  a:
    kind: tango
    address: env
    include:
      - a/**
      - &b b/{1,2}
    classes: [Motor]
  c: { kind: tango, address: env, exclude: [*b] }
output: { dir: g, package: p }
`;
  const { sources } = await parseConfig(text, '/x/devgen.yaml');
  expect(
    sources.flatMap(({ globs }) => globs.map(({ key, glob, where }) => [key, glob, where.line, where.column])),
  ).toEqual([
    ['include', 'a/**', 6, 9],
    ['include', 'b/{1,2}', 7, 12],
    ['classes', 'Motor', 8, 15],
    ['exclude', 'b/{1,2}', 9, 45],
  ]);
});

describe('a bad config names line and column', () => {
  it.each([
    ['an unknown key', good.replace('output:', 'ouput:'), 'CONFIG.KEY_UNKNOWN', 4, 1, 'Did you mean output?'],
    [
      'an unknown key of a source',
      good.replace('address:', 'adress:'),
      'CONFIG.KEY_UNKNOWN',
      3,
      25,
      'Did you mean address?',
    ],
    [
      'a key like nothing known',
      `${good}zzzzzzz: 1\n`,
      'CONFIG.KEY_UNKNOWN',
      5,
      1,
      'One of: sources, output, naming, templates, offline, breaking, ignore, overlay.',
    ],
    [
      'an unknown kind',
      good.replace('kind: tango', 'kind: tengo'),
      'CONFIG.VALUE',
      3,
      18,
      'One of: tango, panda, epics.',
    ],
    ['a wrong choice', `${good}naming: Wire2\n`, 'CONFIG.VALUE', 5, 9, 'Did you mean wire?'],
    ['text where a list belongs', `${good}offline: sr/**\n`, 'CONFIG.VALUE', 5, 10, 'Write [item, item].'],
    ['a number where text belongs', `${good}offline: [1]\n`, 'CONFIG.VALUE', 5, 11, 'Put it in quotes.'],
    ['a glob with an open bracket', `${good}offline: [a/b, 'sr/[']\n`, 'CONFIG.VALUE', 5, 16, 'Correct the value.'],
    ['a bad package name', good.replace('@bl01/devices', '@bl 01'), 'CONFIG.VALUE', 4, 44, 'Correct the value.'],
    [
      'no sources',
      `sources: {}\noutput: { dir: g, package: p }\n`,
      'CONFIG.VALUE',
      1,
      1,
      'devgen init shows an example.',
    ],
    ['an empty file', '', 'CONFIG.VALUE', 1, 1, 'Write KEY: VALUE lines.'],
    ['a missing key', `sources:\n  t: { kind: tango, address: env }\n`, 'CONFIG.VALUE', 1, 1, 'Add output: …'],
    ['no YAML', `${good}a: [`, 'CONFIG.SYNTAX', 5, 5, 'Correct the line.'],
    ['a key twice', `${good}offline: []\noffline: []\n`, 'CONFIG.SYNTAX', 6, 1, 'Correct the line.'],
  ])('%s', async (_, text, code, line, column, hint) => {
    const problem = await problemOf(text);
    expect([problem.code, problem.where.line, problem.where.column, problem.hint]).toEqual([code, line, column, hint]);
  });

  it.each(['.', '..', '/', '/x', 'a/..'])('a package in %s, which holds the config itself', async (dir) => {
    const { code, where, hint } = await problemOf(good.replace('generated/devices', dir));
    expect([code, where.line, where.column]).toEqual(['CONFIG.VALUE', 4, 16]);
    expect(hint).toContain('a folder of its own');
  });

  it('and tells of all other problems too', async () => {
    const problem = await problemOf(`${good}naming: x\noffline: y\n`);
    expect(problem.reason).toContain('line 6: offline must be a list');
  });

  it.each([
    'tango://me:pw@db:10000',
    'tango://me@db:10000',
    'tango://db:10000?password=hunter2',
    'tango://${USER}:pw@db:1',
  ])('a credential written out: %s', async (address) => {
    const problem = await problemOf(good.replace('tango://db:10000', address));
    expect(problem.code).toBe('CONFIG.CREDENTIALS');
    expect(`${problem.message}${problem.reason}`).not.toMatch(/pw|hunter2/);
  });

  it('but not one from the environment', async () => {
    const config = await parseConfig(good.replace('tango://db:10000', 'tango://${U}:${P}@db:10000'), '/x/devgen.yaml');
    expect(config.sources).toHaveLength(1);
  });
});

describe('finding the config', () => {
  it('looks upwards, and says so when there is none', async () => {
    const root = await mkdtemp(join(tmpdir(), 'devgen-config-'));
    try {
      const below = join(root, 'a', 'b');
      await mkdir(below, { recursive: true });
      await expect(readConfig(undefined, below)).rejects.toMatchObject({
        code: 'CONFIG.NOT_FOUND',
        hint: 'devgen init',
      });
      await expect(readConfig('other.yaml', below)).rejects.toMatchObject({ code: 'CONFIG.NOT_FOUND' });
      await writeFile(join(root, 'devgen.yaml'), good);
      expect((await readConfig(undefined, below)).folder).toBe(root);
    } finally {
      await rm(root, { recursive: true });
    }
  });
});
