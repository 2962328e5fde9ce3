import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { wireKey } from '@devgen/runtime/tango';
import { describe, expect, it } from 'vitest';
import { memberName, nameMembers } from '../../src/model/names/member-name.ts';
import { isReservedMember } from '../../src/model/names/reserved.ts';
import { fileStem, typeName } from '../../src/model/names/type-name.ts';

const page = readFileSync(join(import.meta.dirname, '../../docs/reference/names.md'), 'utf8');

/** The rows below a heading, each cell as the names in it. */
function rows(heading: string): readonly (readonly (readonly string[])[])[] {
  const [, section = ''] = page.split(`\n## ${heading}\n`);
  const [table = ''] = section.split('\n## ');
  return [...table.matchAll(/^\| (?=`)(.*) \|$/gm)].map(([, row = '']) =>
    row.split(' | ').map((cell) => Array.from(cell.matchAll(/`([^`]*)`/g), ([, name = '']) => name)),
  );
}

describe('docs/reference/names.md says what is so', () => {
  it('of members', () => {
    const members = rows('Members');
    expect(members.length).toBeGreaterThan(12);
    for (const [[wire = ''] = [], camel, asWire] of members)
      expect([wire, memberName(wire, 'camel'), memberName(wire, 'wire')]).toEqual([wire, camel?.[0], asWire?.[0]]);
  });

  it('of members that ask for the same name', () => {
    const collisions = rows('Members that ask for the same name');
    expect(collisions.length).toBeGreaterThan(3);
    for (const [wire = [], names] of collisions) {
      const members = wire.map((name) => {
        const command = name.endsWith('()');
        const source = command ? name.slice(0, -2) : name;
        return { key: wireKey(source, command ? 'command' : 'signal'), source, command };
      });
      const given = new Map([...nameMembers(members, new Map(), 'camel')].map(([name, key]) => [key, name]));
      expect(members.map(({ key }) => given.get(key))).toEqual(names);
    }
  });

  it('of classes and files', () => {
    const classes = rows('Classes and files');
    expect(classes.length).toBeGreaterThan(8);
    for (const [[wire = ''] = [], name, stem] of classes)
      expect([wire, typeName(wire), fileStem(typeName(wire), () => false)]).toEqual([wire, name?.[0], stem?.[0]]);
  });

  it('of the names that all objects have, which are those of this Node', () => {
    const [, listed = ''] = /names that all objects have are ([^]*?)\.\n/.exec(page) ?? [];
    const names = Array.from(listed.matchAll(/`([^`]*)`/g), ([, name = '']) => name);
    expect(names.toSorted()).toEqual(Object.getOwnPropertyNames(Object.prototype).toSorted());
    expect(names.filter((name) => !isReservedMember(name))).toEqual([]);
  });
});
