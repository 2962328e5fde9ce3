import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { edited } from '../../src/config/edit/edit-config.ts';
import { parseConfig } from '../../src/config/read-config.ts';

const head = `sources:
  db: { kind: tango, address: env }
  bench: { kind: tango, address: env }
output:
`;
const optics = `  - dir: generated/optics
    package: '@bl01/optics'
`;

async function problemOf(output: string): Promise<readonly unknown[]> {
  const error: unknown = await parseConfig(head + output, resolve('/x/devgen.yaml')).catch((reason: unknown) => reason);
  const { code, message, where, hint } = error as Error & {
    readonly code?: string;
    readonly where?: { readonly line: number };
    readonly hint?: string;
  };
  return [code, where?.line, message, hint];
}

describe('output as a list', () => {
  it('gives each package its folder, layout, filter and overlay', async () => {
    const text = `${head}${optics}    sources: [db]
    classes: [Mirror*]
    overlay: { classes: { Mirror: { document: Ours. } } }
  - { dir: generated/rest, package: rest, layout: worlds, importExtension: none, exclude: ['x/**'] }
`;
    const { isList, packages } = await parseConfig(text, resolve('/x/devgen.yaml'));
    expect(isList).toBe(true);
    expect(packages.map(({ output, overlay, overlayPath }) => ({ ...output, overlay, overlayPath }))).toMatchObject([
      {
        dir: resolve('/x/generated/optics'),
        package: '@bl01/optics',
        layout: 'flat',
        importExtension: 'ts',
        sources: ['db'],
        classes: ['Mirror*'],
        globs: [{ glob: 'Mirror*', where: { line: 8 } }],
        overlay: [{ target: 'Mirror', where: { line: 9 } }],
        overlayPath: ['output', 0, 'overlay'],
      },
      { package: 'rest', layout: 'worlds', importExtension: 'none', exclude: ['x/**'], overlay: [] },
    ]);
  });

  it.each([
    [
      'two in one folder',
      `${optics}  - dir: ./generated//optics\n    package: b\n`,
      7,
      'output[1].dir is the folder of @bl01/optics',
    ],
    [
      'one in the other',
      `${optics}  - dir: generated/optics/more\n    package: b\n`,
      7,
      'output[1].dir is in the folder of @bl01/optics',
    ],
    [
      'one around the other',
      `${optics}  - dir: generated\n    package: b\n`,
      7,
      'output[1].dir holds the folder of @bl01/optics',
    ],
    [
      'the folder of the config',
      `${optics}  - dir: .\n    package: b\n`,
      7,
      'output.dir is the folder of the config, or one above it',
    ],
    [
      'two of one name',
      `${optics}  - dir: g\n    package: '@bl01/optics'\n`,
      8,
      'Two packages are called @bl01/optics',
    ],
    ['a bad name', `  - dir: g\n    package: Optics!\n`, 6, 'output[0].package is not of the right form'],
    ['an unknown layout', `${optics}    layout: nested\n`, 7, 'output[0].layout must be flat or worlds'],
    [
      'an unknown ending',
      `${optics}    importExtension: mjs\n`,
      7,
      'output[0].importExtension must be ts or js or none or auto',
    ],
    ['an unknown key', `${optics}    layuot: flat\n`, 7, 'Unknown key "layuot" in output[0]'],
    ['a source that is none', `${optics}    sources: [dp]\n`, 7, 'No source is called dp'],
    ['an open bracket', `${optics}    include: ['a/[']\n`, 7, 'output[0].include[0] is not of the right form'],
    ['none', '  []\n', 5, 'output is empty'],
    [
      'an overlay at the top',
      `${optics}overlay: {}\n`,
      7,
      'overlay stands at the top, and output says of which package one is',
    ],
  ])('refuses %s, with its line', async (_, output, line, message) => {
    const [code, at, said, hint] = await problemOf(output);
    expect([code, at, said]).toEqual([
      message.startsWith('Unknown key') ? 'CONFIG.KEY_UNKNOWN' : 'CONFIG.VALUE',
      line,
      message,
    ]);
    expect(hint).toBeTruthy();
  });

  it('is edited at the entry of a package, and nothing else of it changes', () => {
    const text = `${head}  # the first
${optics}    # about optics
  - { dir: generated/rest, package: rest } # the rest
`;
    const edit = (index: number): string =>
      edited(text, [{ path: ['output', index, 'overlay', 'classes', 'Motor', 'document'], value: 'Ours.' }], 'f');
    for (const index of [0, 1]) {
      const after = edit(index);
      const expected = parse(text) as { output: { overlay?: object }[] };
      expected.output[index]!.overlay = { classes: { Motor: { document: 'Ours.' } } };
      expect(parse(after)).toEqual(expected);
      for (const comment of ['  # the first', '    # about optics', '# the rest']) expect(after).toContain(comment);
    }
  });
});

describe('importExtension: auto', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'devgen-auto-'));
    await mkdir(join(folder, 'node_modules/@tsconfig/base'), { recursive: true });
    await writeFile(
      join(folder, 'node_modules/@tsconfig/base/tsconfig.json'),
      '{ "compilerOptions": { "module": "nodenext", "allowImportingTsExtensions": true } }',
    );
  });
  afterAll(() => rm(folder, { recursive: true }));

  async function foundWith(tsconfig: string | undefined): Promise<string | undefined> {
    const file = join(folder, 'tsconfig.json');
    if (tsconfig !== undefined) await writeFile(file, tsconfig);
    const config = `${head}  { dir: generated/devices, package: p, importExtension: auto }\n`;
    try {
      return (await parseConfig(config, join(folder, 'devgen.yaml'))).packages[0].output.importExtension;
    } finally {
      await rm(file, { force: true });
    }
  }

  it.each([
    ['none at all', undefined, 'ts'],
    ['nothing said', '{}', 'js'],
    ['nodenext', '{ "compilerOptions": { "module": "NodeNext" } }', 'js'],
    ['a bundler', '{ "compilerOptions": { "moduleResolution": "bundler" } }', 'none'],
    ['preserve, which is a bundler', '{ "compilerOptions": { "module": "preserve" } }', 'none'],
    [
      '.ts allowed',
      '{ "compilerOptions": { "moduleResolution": "Bundler", "allowImportingTsExtensions": true } }',
      'ts',
    ],
    ['.ts rewritten', '{ "compilerOptions": { "rewriteRelativeImportExtensions": true } }', 'ts'],
    [
      'comments and commas, as the compiler takes them',
      '\uFEFF// one\n{ "compilerOptions": { /* two */ "paths": { "//*": ["/*"], }, "moduleResolution": "bundler", }, }',
      'none',
    ],
    ['a base of a package', '{ "extends": "@tsconfig/base/tsconfig.json" }', 'ts'],
    [
      'several bases, and what is said after them',
      '{ "extends": ["@tsconfig/base"], "compilerOptions": { "allowImportingTsExtensions": false } }',
      'js',
    ],
  ])('%s', async (_, tsconfig, extension) => {
    expect(await foundWith(tsconfig)).toBe(extension);
  });

  it.each([
    ['no JSON', '{ compilerOptions'],
    ['a base that is not there', '{ "extends": "./gone.json" }'],
    ['a base that is not installed', '{ "extends": "@nobody/base" }'],
    ['itself as a base', '{ "extends": "./tsconfig.json" }'],
  ])('refuses a tsconfig with %s', async (_, tsconfig) => {
    await expect(foundWith(tsconfig)).rejects.toMatchObject({
      code: 'CONFIG.TSCONFIG',
      hint: expect.stringContaining('importExtension'),
    });
  });
});
