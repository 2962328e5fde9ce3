import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { compileTemplates, type TemplateSpec } from '../../src/render/compile-templates.ts';
import { defaultTemplates } from '../../src/render/template-texts.ts';
import { packageOf, root } from './arrows.ts';

const dist = join(root, 'dist');
const read = (path: string): string => readFileSync(join(dist, path), 'utf8');
const bundled = readdirSync(join(dist, 'packages')).filter((name) => name.endsWith('.js'));
const built = readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter(
  (name) => name.endsWith('.js') && !name.startsWith('packages'),
);

/** What modules import, as it stands in their text. */
function importsOf(text: string): readonly string[] {
  return [...text.matchAll(/^import (?:[^;'"]* from )?['"]([^'"\n]+)['"]/gm)].map(([, from = '']) => from);
}

describe('the build', () => {
  it('has the packages that every command loads in files of its own, which need nobody else', () => {
    expect(bundled.length).toBeGreaterThan(5);
    for (const name of bundled)
      expect([name, importsOf(read(`packages/${name}`)).filter((from) => !/^(?:node:|\.\/)/.test(from))]).toEqual([
        name,
        [],
      ]);
  });

  it('imports these files wherever the sources import the packages, and else what its user installs', () => {
    const all = built.flatMap((name) => importsOf(read(name)));
    expect(built.length).toBeGreaterThan(300);
    const packages = new Set(all.filter((from) => !/^(?:node:|\.)/.test(from)).map(packageOf));
    const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { dependencies: object };
    expect([...packages].toSorted()).toEqual(Object.keys(dependencies).toSorted());
    for (const file of ['yaml', 'oclif-core-args', 'oclif-core-command', 'oclif-core-flags', 'oclif-core-run'])
      expect([file, all.some((from) => from.endsWith(`/packages/${file}.js`))]).toEqual([file, true]);
  });

  it('passes the licence on with each package', () => {
    const packages = read('packages/LICENSES.txt').split('\n\n----\n\n');
    expect(packages.length).toBeGreaterThan(30);
    for (const text of packages) expect(text).toMatch(/^\S+ \d+\.\d+\.\d+\S* \([\w.-]+\)\n\n[^]{400}/);
    expect(packages.some((text) => text.startsWith('@oclif/core '))).toBe(true);
    expect(packages.some((text) => text.startsWith('yaml '))).toBe(true);
  });

  it('has each default template compiled, as it would be compiled of its text', async () => {
    const { compiledDefaults } = (await import(pathToFileURL(join(dist, 'render/compiled-defaults.js')).href)) as {
      readonly compiledDefaults: Readonly<Record<string, { readonly text: string; readonly spec: TemplateSpec }>>;
    };
    const texts = defaultTemplates();
    expect(Object.keys(compiledDefaults)).toEqual([...texts.keys()]);
    for (const [name, { text }] of texts) expect([name, compiledDefaults[name]?.text]).toEqual([name, text]);
    const specs = new Map(Object.entries(compiledDefaults).map(([name, { spec }]) => [name, spec]));
    const view = { name: '@x/y', version: '1.2.3', runtime: '^0.1.0', pattern: './*.ts' };
    expect(JSON.parse(compileTemplates(specs, (help) => help).get('package')?.(view) ?? '')).toMatchObject({
      name: '@x/y',
      version: '1.2.3',
    });
  });
});
