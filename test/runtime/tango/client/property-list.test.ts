import { describe, expect, it } from 'vitest';
import {
  readAttributeProperties,
  readProperties,
} from '../../../../src/runtime/tango/client/database/property-list.ts';
import { readDeviceTable } from '../../../../src/runtime/tango/client/database/device-table.ts';

const table = (svalue: readonly string[], flags: readonly number[], rows: number, fields = 6) =>
  readDeviceTable({ lvalue: Int32Array.from([...flags, rows, fields]), svalue });

describe('readProperties', () => {
  it('knows a missing property from an empty one, with the value that pads it', () => {
    const list = ['d', '3', 'two', '2', 'a', 'b', 'nope', '0', ' ', 'empty', '1', ''];
    expect([...readProperties(list, true)]).toEqual([
      ['two', ['a', 'b']],
      ['nope', undefined],
      ['empty', ['']],
    ]);
    expect([...readProperties(['c', '2', 'nope', '0', 'x', '1', 'y'], false)]).toEqual([
      ['nope', undefined],
      ['x', ['y']],
    ]);
  });

  it('takes values for UTF-8 where they can be, and nothing else', () => {
    const list = ['d', '1', 'caf\u00c3\u00a9', '2', 'caf\u00c3\u00a9', 'caf\u00e9'];
    expect([...readProperties(list, true)]).toEqual([['caf\u00c3\u00a9', ['caf\u00e9', 'caf\u00e9']]]);
  });

  it.each([[['d']], [['d', '1']], [['d', '1', 'a', '2', 'x']], [['d', '-1']], [['d', '4294967296']], [['d', 'many']]])(
    'refuses %j',
    (list) => {
      expect(() => readProperties(list, true)).toThrow(expect.objectContaining({ code: 'TANGO.PROTOCOL' }));
    },
  );

  it('keeps a property named __proto__', () => {
    const attributes = readAttributeProperties(['d', '1', 'constructor', '1', '__proto__', '1', 'x']);
    expect(attributes.get('constructor')?.get('__proto__')).toEqual(['x']);
  });
});

describe('readDeviceTable', () => {
  it('reads null as absent, and the database word for no reference too', () => {
    const cells = ['a/b/c', 'C', 'S/1', '1', 'IOR:00', 'al', 'a/b/d', 'C', 'S/1', '0', 'nada', 'text of a null'];
    expect(table(cells, [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0], 2)).toEqual([
      { name: 'a/b/c', class: 'C', server: 'S/1', exported: true, ior: 'IOR:00', alias: 'al' },
      { name: 'a/b/d', class: 'C', server: 'S/1', exported: false, ior: '' },
    ]);
  });

  it('refuses counts that the cells do not bear out', () => {
    for (const [rows, fields] of [
      [2, 6],
      [1, 5],
      [-1, 6],
      [2 ** 31 - 1, 6],
    ]) {
      expect(() => table(['a', 'b', 'c', '1', 'e', 'f'], [1, 1, 1, 1, 1, 1], rows ?? 0, fields)).toThrow(
        expect.objectContaining({ code: 'TANGO.PROTOCOL' }),
      );
    }
  });
});
