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

const { most, fields: ofChannels } = facts.scaler.channels;

/** The fields of a record type, those of each channel among them. */
function fieldsOf(type: 'motor' | 'mca' | 'scaler'): ReadonlyMap<string, Field> {
  const fields = new Map<string, Field>(Object.entries(facts[type].fields));
  if (type !== 'scaler') return fields;
  for (let channel = 1; channel <= most; channel++) {
    for (const [name, field] of Object.entries(ofChannels)) fields.set(`${name}${channel}`, field);
  }
  return fields;
}

it('a scaler has no more channels than its record can have', () => {
  expect(tableOf('scaler', most + 1)?.fields).toEqual(tableOf('scaler', most)?.fields);
});

it.each(['motor', 'mca', 'scaler'] as const)('the table of the %s record is what its definition says', (type) => {
  const fields = fieldsOf(type);
  const table = tableOf(type, most)?.fields ?? new Map();
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
