import { describe, expect, it } from 'vitest';
import { wireKey } from '../../../../src/runtime/tango/connector/wire-key.ts';
import { attribute, shown } from './configs.ts';

describe('keys', () => {
  it('keeps every name of a hostile server apart from the prototype', () => {
    const names = ['__proto__', 'constructor', 'toString', 'then', 'hasOwnProperty'];
    const live = shown(...names.map((name) => attribute(name)));
    expect(Object.keys(live.spec.members).toSorted()).toEqual(names.map((name) => name.toLowerCase()).toSorted());
    expect(Object.values(live.spec.members).map(({ source }) => source)).toEqual(names);
    expect(Object.getPrototypeOf(live.spec.members)).toBeNull();
  });

  it('folds A to Z as Tango does, and no other letter', () => {
    expect(wireKey('Double_SCALAR', 'signal')).toBe('double_scalar');
    expect(wireKey('Ärger', 'signal')).toBe('Ärger');
  });

  it('is different for an attribute and a command of any name', () => {
    const names = ['a', 'a()', 'a().', 'a()()', 'A'];
    const keys = names.flatMap((name) => [wireKey(name, 'signal'), wireKey(name, 'command')]);
    expect(new Set(keys).size).toBe((names.length - 1) * 2);
  });
});
