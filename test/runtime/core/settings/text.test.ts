import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { connectAll, mock, mockOf, signal, type ValueSpec } from '@devgen/runtime';
import { compareSettings, parseSettings, printSettings, restoreSettings, saveSettings } from '@devgen/runtime/settings';
import { everyType } from '../every-type.ts';
import { typeName } from './type-name.ts';
import { valueOf } from './values.ts';

/** Compares types too: an array of numbers is no Float64Array, 5 no 5n, and -0 not 0. */
function same(actual: unknown, expected: unknown): void {
  expect(actual).toEqual(expected);
  expect(typeName(actual)).toBe(typeName(expected));
}

const hostile = ['__proto__', '001', '10', 'constructor', 'a\\.b', '', '$f64', '~', 'yes', 'null', '- x', "it's: #\n"];
const path = fc.oneof(fc.constantFrom(...hostile), fc.string({ unit: 'binary' }));
const settings = fc.array(fc.tuple(path, fc.constantFrom(...everyType).chain(valueOf)), { maxLength: 12 });

describe('settings as text', () => {
  it.each([
    ['JSON', undefined, undefined],
    ['YAML', (plain: unknown) => stringify(plain), (text: string): unknown => parse(text)],
  ])('come back exactly as they were: %s', (_, print, read) => {
    fc.assert(
      fc.property(settings, (entries) => {
        const saved = Object.fromEntries(entries);
        const text = printSettings(saved, print);
        same(parseSettings(text, read), saved);
        expect(printSettings(parseSettings(text, read), print)).toBe(text);
      }),
      { numRuns: 300 },
    );
  });

  it('are restored from JSON and YAML, whatever their type', async () => {
    let seen = 0;
    const types = everyType.filter(({ type }) => type !== 'any');
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...types), fc.boolean(), async (spec, asYaml) => {
        const tree = { x: signal('d', { kind: 'rw', source: 'x', ...spec }) };
        await connectAll(tree, { via: [mock()] });
        const [value] = fc.sample(valueOf(spec), 1) as [never];
        mockOf(tree.x).set(value);
        const saved = await saveSettings(tree);
        const text = asYaml ? printSettings(saved, stringify) : printSettings(saved);
        const read = asYaml ? parseSettings(text, parse) : parseSettings(text);
        expect(await compareSettings(tree, read)).toEqual([]);
        const other = { x: signal('d', { kind: 'rw', source: 'x', ...spec }) };
        await connectAll(other, { via: [mock()] });
        await restoreSettings(other, read);
        // What is 0 is not set to -0.
        if (!Object.is(value, -0)) same(await other.x.get(), value);
        seen++;
      }),
      { numRuns: 200 },
    );
    expect(seen).toBe(200);
  });

  it('are a line a path, sorted, in words that JSON has', () => {
    const saved = { b: Number.NaN, a: 1.5, c: 5n, d: new Uint8Array([1, 2]), e: { $x: 'Idle' }, f: [-0, true, null] };
    const text = printSettings(saved);
    expect(text).toBe(`{
  "a": 1.5,
  "b": {"$f64":"NaN"},
  "c": {"$bigint":"5"},
  "d": {"$u8":[1,2]},
  "e": {"$$x":"Idle"},
  "f": [{"$f64":"-0"},true,null]
}
`);
    expect(JSON.parse(text)).toBeTypeOf('object');
    expect([printSettings({}), parseSettings('{}')]).toEqual(['{}\n', {}]);
  });

  it('may be YAML as a person writes it', () => {
    const text = 'x.mode: Run # not Idle\nx.velocity: .inf\nx.curve: [1, .nan]\nx.table: { a: { $u8: [1] } }\n';
    same(parseSettings(text, parse), {
      'x.mode': 'Run',
      'x.velocity': Infinity,
      'x.curve': [1, Number.NaN],
      'x.table': { a: new Uint8Array([1]) },
    });
  });

  it.each([
    ['{', /JSON/],
    ['[1]', /keyed by path/],
    ['null', /keyed by path/],
    ['{"x": {"$f128": [1]}}', /^x: \$f128 is not known: is this text from a newer devgen\?$/],
    ['{"x": {"$u8": [300]}}', /^x: \$u8 cannot hold 300$/],
    ['{"x": {"$i64": ["9223372036854775808"]}}', /cannot hold/],
    ['{"x": {"$i64": [1.5]}}', /expected digits/],
    ['{"x": {"$u8": 3}}', /takes a list/],
    ['{"x": {"$f64": "many"}}', /expected a number/],
    ['{"x": {"$bigint": "0x10"}}', /expected digits/],
    ['{"x": {"$u8": [1], "y": 2}}', /beside other keys/],
    ['{"x": {"$__proto__": [1]}}', /is not known/],
  ])('refuses %s', (text, why) => {
    expect(() => parseSettings(text)).toThrow(expect.objectContaining({ code: 'SETTINGS.SYNTAX' }));
    expect(() => parseSettings(text)).toThrow(why);
  });

  it('refuses what is no value', () => {
    for (const value of [undefined, () => {}, Symbol('x')]) {
      expect(() => printSettings({ x: value })).toThrow(/^x: .* is no value/);
    }
    const twice = 'x: 1\nx: 2\n';
    expect(() => parseSettings(twice, parse)).toThrow(expect.objectContaining({ code: 'SETTINGS.SYNTAX' }));
  });
});

it('saw every value type', () =>
  expect(new Set(everyType.map((spec: ValueSpec) => spec.type)).size).toBeGreaterThan(45));
