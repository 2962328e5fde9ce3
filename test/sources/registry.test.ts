import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { sourceKinds } from '../../src/sources/registry.ts';

it('holds the same schema of each control system that editors are given', async () => {
  const file = new URL('../../schemas/config.schema.json', import.meta.url);
  const { $defs, properties } = JSON.parse(await readFile(file, 'utf8'));
  const kinds = [...sourceKinds].map(([kind, { schema }]) => [kind, schema]);
  for (const [kind, schema] of kinds) expect($defs[kind as string]).toEqual(schema);
  const offered = properties.sources.additionalProperties.oneOf.map((one: { $ref: string }) => one.$ref);
  expect(offered).toEqual(kinds.map(([kind]) => `#/$defs/${kind}`));
});

it('opens each kind without asking anybody', async () => {
  for (const [name, kind] of sourceKinds) {
    const source = await kind.open({ address: '127.0.0.1:1' }, {});
    expect(source.kind).toBe(name);
    await source.close();
  }
});

it('tells where a source is, and what said so', async () => {
  const tango = sourceKinds.get('tango');
  expect(await tango?.locate({ address: 'tango://Host:1' })).toMatchObject({ text: 'host:1', from: 'explicit' });
  const server = 'tango://host:1/dserver/a/b#dbase=no';
  expect(await tango?.locate({ address: server })).toEqual({ text: server, from: 'explicit' });
  const panda = sourceKinds.get('panda');
  expect(await panda?.locate({ address: 'panda://box' })).toEqual({ text: 'panda://box:8888', from: 'explicit' });
});
