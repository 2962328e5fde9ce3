import { expect, it } from 'vitest';
import { tableOf } from '../../../src/sources/epics/records/record-tables.ts';
import facts from '../../fixtures/epics/record-types.json' with { type: 'json' };

interface Field {
  readonly dbf: string;
  readonly choices?: readonly string[];
  readonly fixed?: boolean;
}

/** What a field of a database definition is in a class. */
const TYPES: Readonly<Record<string, string>> = {
  DOUBLE: 'f64',
  FLOAT: 'f32',
  LONG: 'i32',
  ULONG: 'u32',
  SHORT: 'i16',
  USHORT: 'u16',
  STRING: 'str',
  MENU: 'enum',
  // The array of an mca is of longs unless FTVL says otherwise.
  NOACCESS: 'i32[]',
};

it.each(['motor', 'mca'] as const)('the table of the %s record is what its definition says', (type) => {
  const fields = new Map<string, Field>(Object.entries(facts[type].fields));
  const table = tableOf(type)?.fields ?? new Map();
  expect([...table.keys()].toSorted()).toEqual([...fields.keys()].toSorted());
  expect(table.size).toBeGreaterThan(20);
  const differences = [...table].flatMap(([name, { kind, type: own, labels }]) => {
    const { dbf, choices, fixed = false } = fields.get(name)!;
    const isCommand = kind === 'command';
    const isAlike =
      // A command puts 1, whatever takes it.
      (isCommand ? dbf === 'SHORT' || dbf === 'MENU' : own === TYPES[dbf]) &&
      (isCommand || labels?.join() === choices?.join()) &&
      !(fixed && kind !== 'r');
    return isAlike ? [] : [`${name}: ${kind} ${own} ${labels?.join() ?? ''}, of ${JSON.stringify(fields.get(name))}`];
  });
  expect(differences).toEqual([]);
});
