import { describe, expect, it } from 'vitest';
import { DEV_STATES, TangoType } from '../../../../src/runtime/tango/client/types.ts';
import { normalise } from '../../../../src/runtime/tango/connector/normalise.ts';
import { attribute, command } from './configs.ts';

function described(inDescription: string, outDescription: string): unknown {
  const info = { ...command('Go', TangoType.DevDouble, TangoType.DevDouble), inDescription, outDescription };
  return normalise({ class: 'Rich', attributes: [], commands: [info] }).meta.get('go()')?.description;
}

describe('what a command says of its argument and result', () => {
  it.each([
    '-',
    ' -- ',
    'N/A',
    'n/a',
    'NA',
    'none',
    'None.',
    'void',
    '',
    '  ',
    'Uninitialised',
    'uninitialised',
    'No input parameter (DevVoid)',
    'No output parameter (DevVoid)',
    ':param value: (not documented)\n:type value: DevDouble',
    ':return: (not documented)\n:rtype: DevDouble',
  ])('leaves out %j', (nothing) => {
    expect(described(nothing, nothing)).toBeUndefined();
    expect(described('mm', nothing)).toBe('Argument: mm');
    expect(described(nothing, 'mm')).toBe('Result: mm');
  });

  it.each([
    '-1 for the last one',
    'none of the axes may move',
    'N/A means all',
    'a',
    'void where prohibited',
    ':param value: in mm\n:type value: DevDouble',
  ])('keeps %j', (text) => {
    expect(described(text, text)).toBe(`Argument: ${text}\nResult: ${text}`);
  });
});

const fields = (name: string, type: string): unknown[] => [
  { name, type },
  { name: 'svalue', type: 'str[]' },
];

describe('commands', () => {
  const members = normalise({
    class: 'Rich',
    attributes: [attribute('State', { dataType: TangoType.DevState }), attribute('Temp')],
    commands: [
      command('State', TangoType.DevVoid, TangoType.DevState),
      command('Status', TangoType.DevVoid, TangoType.ConstDevString),
      command('Temp', TangoType.DevVoid, TangoType.DevVoid),
      command('Scale', TangoType.DevVarDoubleArray, TangoType.DevVarLong64Array),
      command('Table', TangoType.DevVarLongStringArray, TangoType.DevVarDoubleStringArray),
      command('States', TangoType.DevState, TangoType.DevVarStateArray),
    ],
  }).spec.members;

  it('gives way to an attribute for State and Status only, and only where there is one', () => {
    expect(Object.keys(members)).not.toContain('state()');
    expect(members['status()']).toEqual({ kind: 'command', source: 'Status', out: 'str' });
    expect(members['temp()']).toEqual({ kind: 'command', source: 'Temp' });
    expect(members['temp']).toMatchObject({ kind: 'r' });
  });

  it('types arguments and results', () => {
    expect(members['scale()']).toEqual({ kind: 'command', source: 'Scale', in: 'f64[]', out: 'i64[]' });
    expect(members['states()']).toMatchObject({
      in: { type: 'enum', labels: DEV_STATES },
      out: { type: 'enum[]', labels: DEV_STATES },
    });
    expect(members['table()']).toMatchObject({
      in: { type: 'struct', fields: fields('lvalue', 'i32[]') },
      out: { type: 'struct', fields: fields('dvalue', 'f64[]') },
    });
  });
});
