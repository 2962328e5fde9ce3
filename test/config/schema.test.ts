import { readFile } from 'node:fs/promises';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { newConfig } from '../../src/config/new-config.ts';
import { parseConfig } from '../../src/config/read-config.ts';
import { categories, categoryOf } from '../../src/model/diff/categories.ts';
import { sourceKinds } from '../../src/sources/registry.ts';

const schema = JSON.parse(await readFile(new URL('../../schemas/config.schema.json', import.meta.url), 'utf8'));
const validate = new Ajv2020({ strict: true, allErrors: true }).compile(schema);

const understood = new Set(
  '$schema $id $ref $defs title description default type properties required additionalProperties minProperties items minItems minLength minimum pattern const enum oneOf anyOf'.split(
    ' ',
  ),
);

/** Every keyword, leaving out the names that are the config's own. */
function keywordsOf(node: unknown): readonly string[] {
  if (Array.isArray(node)) return node.flatMap(keywordsOf);
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) => [
    key,
    ...(key === 'properties' || key === '$defs'
      ? Object.values(value as object).flatMap(keywordsOf)
      : keywordsOf(value)),
  ]);
}

describe('the published schema', () => {
  it('knows the categories and the rules that can break', () => {
    const rules = Object.keys(categoryOf);
    expect(schema.properties.breaking.items.enum).toEqual([...Object.keys(categories), ...rules]);
    expect(schema.$defs.ignore.properties.rule.enum).toEqual(rules);
  });

  it('uses only what the own checker understands', () => {
    expect(keywordsOf(schema).filter((keyword) => !understood.has(keyword))).toEqual([]);
  });

  it('has the entry of every kind of source, word for word', () => {
    for (const [kind, { schema: entry }] of sourceKinds) expect(schema.$defs[kind]).toEqual(entry);
    expect(schema.properties.sources.additionalProperties.oneOf).toEqual(
      [...sourceKinds.keys()].map((kind) => ({ $ref: `#/$defs/${kind}` })),
    );
  });

  const source = '{ kind: tango, address: env }';
  it.each([
    `sources: { a: ${source} }\noutput: { dir: g, package: p }`,
    `sources: { a: ${source} }\noutput: { dir: g, package: p, importExtension: js }\nnaming: wire\noffline: [a]\ntemplates: t`,
    `sources: { a: ${source} }`,
    `sources: { a: ${source} }\noutput: { dir: '', package: p }`,
    `sources: { a: ${source} }\noutput: { dir: g, package: 'P Q' }`,
    `sources: { a: { kind: tango } }\noutput: { dir: g, package: p }`,
    `sources: { a: { kind: epics, address: env } }\noutput: { dir: g, package: p }`,
    `sources: { a: { kind: tango, address: env, include: [1] } }\noutput: { dir: g, package: p }`,
    `sources: { a: ${source} }\noutput: { dir: g, package: p }\nmore: 1`,
    `sources: { a: { kind: tango, address: env, include: ['['] } }\noutput: { dir: g, package: p }`,
    `sources: { a: { kind: tango, address: env, include: ['a}'] } }\noutput: { dir: g, package: p }`,
    `sources: { a: { kind: tango, address: env, include: ['XF:28{Slt:1*}Mtr[a]', '{a,b}/**'] } }\noutput: { dir: g, package: p }`,
    `sources: { a: ${source} }\noutput: { dir: g, package: p }\noverlay: {}`,
    `sources: { a: ${source} }\noutput: { dir: g, package: p }\noverlay: { classes: { A: { extends: './a.ts#A', document: a, members: { b: { hide: true, role: read, retype: { access: r, labels: [a] } } } } }, devices: { a/b: { document: c } } }`,
    `sources: { a: ${source} }\noutput: { dir: g, package: p }\noverlay: { classes: { A: {} } }`,
    `sources: { a: ${source} }\noutput: { dir: g, package: p }\noverlay: { classes: { A: { extends: a.ts } } }`,
    `sources: { a: ${source} }\noutput: { dir: g, package: p }\noverlay: { classes: { A: { members: { b: { hide: 'yes' } } } } }`,
    `sources: { a: ${source} }\noutput: { dir: g, package: p }\noverlay: { classes: { A: { members: { b: { role: hint } } } } }`,
    `sources: { a: ${source} }\noutput: { dir: g, package: p }\noverlay: { classes: { A: { members: { b: { retype: { labels: [1] } } } } } }`,
    `sources: { a: ${source} }\noutput: [{ dir: g, package: p }]`,
    `sources: { a: ${source} }\noutput: [{ dir: g, package: p, layout: worlds, sources: [a], exclude: ['b/*'], classes: [C], excludeClasses: [], include: [a/**], overlay: {} }, { dir: h, package: q, importExtension: none }]`,
    `sources: { a: ${source} }\noutput: []`,
    `sources: { a: ${source} }\noutput: [p]`,
    `sources: { a: ${source} }\noutput: { dir: g, package: p, layout: nested }`,
    `sources: { a: ${source} }\noutput: [{ dir: g, package: p, include: ['['] }]`,
    `sources: {}\noutput: { dir: g, package: p }`,
    `sources: []\noutput: { dir: g, package: p }`,
    `sources: { a: null }\noutput: { dir: g, package: p }`,
    'a text',
  ])('and the checker say the same of %j', async (text) => {
    const accepted = await parseConfig(text, 'devgen.yaml').then(
      () => true,
      () => false,
    );
    expect(accepted).toBe(validate(parse(text)));
  });

  it('accepts what init writes', async () => {
    const sources = [{ name: 'tango', kind: 'tango', address: 'tango://db:10000' }];
    const text = newConfig(sources, { dir: 'g', package: '@a/b' }, './config.schema.json');
    expect(validate(parse(text)), JSON.stringify(validate.errors)).toBe(true);
    expect((await parseConfig(text, 'devgen.yaml')).sources).toHaveLength(1);
  });
});
