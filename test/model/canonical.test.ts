import {
  anything,
  array,
  assert,
  bigInt,
  constant,
  constantFrom,
  dictionary,
  oneof,
  property,
  string,
} from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonical } from '../../src/model/lock/canonical.ts';

/** The form as it is told: keys by code unit, no spaces, a bigint as text, nothing for what is undefined. */
function plainly(value: unknown): string {
  if (typeof value === 'bigint') return `"${value}"`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(plainly).join(',')}]`;
  const entries: [string, unknown][] =
    value instanceof Map ? [...(value as Map<string, unknown>)] : Object.entries(value);
  const lines = entries
    .filter(([, each]) => each !== undefined)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, each]) => `${JSON.stringify(key)}:${plainly(each)}`);
  return `{${lines.join(',')}}`;
}

const hostile = constantFrom('__proto__', 'toJSON', '10', '9', 'a', 'B', 'ä', 'constructor', '\u2028', '"', '');
const values = oneof(
  anything({ key: oneof(hostile, string()), maxDepth: 3, withNullPrototype: true, values: [string(), bigInt()] }),
  dictionary(oneof(hostile, string()), oneof(string(), bigInt(), constant(undefined), array(string()))),
  dictionary(hostile, array(dictionary(hostile, oneof(bigInt(), string())))).map((of) => new Map(Object.entries(of))),
);

describe('the canonical form', () => {
  it('is one, however the value came to be', () => {
    assert(
      property(values, (value) => {
        expect(canonical(value)).toBe(plainly(value));
      }),
      { numRuns: 2_000 },
    );
  });

  it('does not depend on the order in which keys were given', () => {
    const [one, other] = [
      { b: [{ d: 1, c: 2 }], a: 1n },
      { a: 1n, b: [{ c: 2, d: 1 }] },
    ];
    expect(canonical(one)).toBe('{"a":"1","b":[{"c":2,"d":1}]}');
    expect(canonical(other)).toBe(canonical(one));
  });
});
