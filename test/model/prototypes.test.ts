import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseConfig } from '../../src/config/read-config.ts';
import { parseLock } from '../../src/model/lock/parse-lock.ts';
import { printLock } from '../../src/model/lock/print-lock.ts';
import { merge } from '../../src/model/merge/merge.ts';
import { readManifest } from '../../src/publish/manifest.ts';
import { renderPackage } from '../../src/render/render-package.ts';
import { jsonText } from '../../src/report/terminal.ts';
import { command, type Facts, pulledSource, r, rw } from './pulled-source.ts';

/** Names that are something on every object. */
const NAMES = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty'];
const watched = [Object, Array, Function, Map].map(({ prototype }) => prototype as object);
const state = (): unknown[] =>
  watched.flatMap((prototype) =>
    Reflect.ownKeys(prototype).flatMap((key) => {
      const { value, get, set } = Object.getOwnPropertyDescriptor(prototype, key) ?? {};
      return [key, value, get, set];
    }),
  );

let before: unknown[] = [];
beforeAll(() => {
  before = state();
});
afterAll(() => {
  const after = state();
  expect([after.length, after.findIndex((each, at) => !Object.is(each, before[at]))]).toEqual([before.length, -1]);
});

function members(units: string): Facts {
  return Object.fromEntries([
    ...NAMES.flatMap((name) => [
      [name, [rw(name, { type: 'enum', labels: NAMES }), { units, label: name }]] as const,
      [`${name}()`, [command(name, { in: 'f64' })]] as const,
    ]),
    ['s', [r('s', { type: 'struct', fields: NAMES.map((name) => ({ name, type: 'f64', units: name })) })]],
  ]);
}

function sources(units: string): ReturnType<typeof pulledSource>[] {
  return NAMES.map((source) => {
    const devices = NAMES.flatMap((name) => [
      { device: name, alias: name, id: `tango:${name}`, members: members('mm'), doc: name },
      // The details of the one that differs are on its own line, by wire key.
      { device: `${name}/2`, alias: name, id: `tango:${name}`, members: members(units) },
      { device: `${name}/3`, id: `tango:${name}`, members: members('mm') },
    ]);
    return pulledSource(source, 'tango', devices);
  });
}

describe('names that are something on every object', () => {
  const { lock, report } = merge(merge(undefined, sources('um')).lock, sources('m'));
  const read = parseLock(printLock(lock), 'lock');

  it('go through merge, lock and report as any other', () => {
    expect(read).toEqual(lock);
    expect([...read.sources.keys()].toSorted()).toEqual(NAMES.toSorted());
    for (const { devices } of read.sources.values()) {
      expect([...devices.keys()].length).toBe(NAMES.length * 3);
      expect(devices.get('__proto__')).toEqual({ alias: '__proto__', class: 'Proto' });
      expect(devices.get('__proto__/2')?.details?.get('__proto__')).toEqual({ units: 'm' });
    }
    for (const of of read.classes.values()) expect(of.members.get('__proto__')?.source).toBe('__proto__');
    expect(JSON.parse(jsonText(report))).toEqual(JSON.parse(JSON.stringify(report)));
  });

  it('are keys of the generated tables', async () => {
    const files = renderPackage(read, { package: 'x' });
    const table = files.get('registry-table.ts')?.text ?? '';
    for (const name of NAMES) expect(table).toContain(`  ['${name}']: {\n`);
    for (const name of NAMES) expect(table).toContain(`    ['${name}']: '`);
    expect(files.get('proto.ts')?.text).toContain("__proto___: { kind: 'rw', source: '__proto__'");
  });

  it.each([
    '{"__proto__":{"polluted":1},"format":1}',
    '{"classes":{"__proto__":{"polluted":1}},"format":1,"labels":{},"ledger":{},"sources":{}}',
    printLock(lock).replace('"format":1,', '"__proto__":{"polluted":1},\n"format":1,'),
    printLock(lock).replaceAll('"source":"toString"', '"__proto__":{"polluted":1},"source":"toString"'),
    printLock(lock).replaceAll('"units":"mm"', '"constructor":{"prototype":{"polluted":1}},"units":"mm"'),
  ])('in a lock that an attacker wrote are refused, and reach nothing: %#', (text) => {
    expect(text).not.toBe(printLock(lock));
    expect(() => parseLock(text, 'lock')).toThrow(expect.objectContaining({ code: expect.stringMatching(/^LOCK\./) }));
    expect('polluted' in {}).toBe(false);
  });

  it('name sources in a config, and are no key of it elsewhere', async () => {
    const written = (extra: string): string => `${extra}
sources:
${NAMES.map((name) => `  ${name}: { kind: tango, address: 'tango://db:1' }\n`).join('')}
output: { dir: out, package: x }
`;
    const config = await parseConfig(written(''), '/project/devgen.yaml');
    expect(config.sources.map(({ name }) => name)).toEqual(NAMES);
    for (const name of NAMES)
      await expect(parseConfig(written(`${name}: { polluted: 1 }`), '/project/devgen.yaml')).rejects.toMatchObject({
        code: 'CONFIG.KEY_UNKNOWN',
        message: `Unknown key "${name}"`,
      });
    expect('polluted' in {}).toBe(false);
  });

  it('are no files of devgen in a manifest that an attacker wrote', () => {
    const hash = 'a'.repeat(64);
    const owned = readManifest(`{"files":{\n"__proto__":"${hash}",\n"../x":"${hash}",\n"constructor.ts":"${hash}"\n}}`);
    expect([...owned.keys()]).toEqual(['__proto__', 'constructor.ts']);
  });
});
