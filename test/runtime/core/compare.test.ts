import { describe, expect, it } from 'vitest';
import { compare, describeFinding, type DeviceSpec, type Finding, type MemberSpec } from '@devgen/runtime';
import { FakeSystem } from './fake-system.ts';

const system = new FakeSystem();
const key = (source: string, kind: 'signal' | 'command' | 'block'): string => system.key(source, kind);

const table = [
  { name: 'repeats', type: 'u16[]' },
  { name: 'trigger', type: 'enum[]', labels: ['Immediate', 'BITA=0'] },
] as const;
const spec = {
  id: 'fake:Box',
  members: {
    ampli: { kind: 'rw', source: 'ampli', type: 'f64', units: 'V' },
    mode: { kind: 'rw', source: 'mode', type: 'enum', labels: ['Idle', 'Running'] },
    image: { kind: 'r', source: 'image', type: 'f64[][]' },
    speed: { kind: 'rw', source: 'RBV', write: 'VAL', type: 'f64' },
    value: { kind: 'r', source: 'value', type: 'union', fields: [{ name: 'count', type: 'i32' }] },
    standard: { kind: 'r', source: 'STANDARD', type: 'str', optional: true },
    temp: { kind: 'r', source: 'Temp', type: 'f64' },
    tempCommand: { kind: 'command', source: 'Temp', in: 'f64', out: 'i32' },
    pcap: {
      kind: 'block',
      source: 'PCAP',
      of: { id: 'fake:PCAP', members: { arm: { kind: 'command', source: 'ARM' } } },
    },
    seq: {
      kind: 'vector',
      source: 'SEQ',
      keys: [1, 2],
      of: { id: 'fake:SEQ', members: { table: { kind: 'rw', source: 'TABLE', type: 'table', fields: table } } },
    },
  },
} as const satisfies DeviceSpec;
type Name = keyof typeof spec.members;

/** The spec as the live system would tell it, with one member replaced or, without `change`, removed. */
function live(name?: Name, change?: Partial<Record<string, unknown>>): DeviceSpec {
  const members: Record<string, MemberSpec> = {};
  for (const [at, member] of Object.entries(spec.members)) {
    if (at !== name) members[`wire:${at}`] = member;
    else if (change !== undefined) members[`wire:${at}`] = { ...member, ...change } as MemberSpec;
  }
  return { id: 'fake:Other', members };
}

const found = (name: Name, change?: Partial<Record<string, unknown>>): Finding[] =>
  compare(spec, live(name, change), key);
const text = (findings: readonly Finding[]): string[] =>
  findings.map((finding) => `${finding.severity} ${finding.rule} ${finding.member}: ${describeFinding(finding)}`);

describe('compare', () => {
  it('finds nothing between a class and itself, whatever the names of class and members and the case of the wire', () => {
    expect(compare(spec, live(), key)).toEqual([]);
    expect(compare(spec, live('ampli', { source: 'AMPLI' }), key)).toEqual([]);
  });

  it.each<[string, Name, Partial<Record<string, unknown>> | undefined, string[]]>([
    ['a missing member', 'image', undefined, ['error MEMBER_MISSING image: no image on the device']],
    ['a missing optional member', 'standard', undefined, ['info MEMBER_ABSENT standard: no STANDARD on the device']],
    [
      'a renamed member',
      'mode',
      { source: 'mode2' },
      [
        'error MEMBER_MISSING mode: no mode on the device; did you mean mode2?',
        'info MEMBER_EXTRA mode2: not declared: rw',
      ],
    ],
    ['another type', 'ampli', { type: 'i32' }, ['error MEMBER_TYPE ampli: expected f64, found i32']],
    ['another rank', 'image', { type: 'f64[]' }, ['error MEMBER_SHAPE image: expected f64[][], found f64[]']],
    ['a member that lost its write', 'ampli', { kind: 'r' }, ['error MEMBER_KIND ampli: expected rw, found r']],
    ['a member that gained a write', 'temp', { kind: 'rw' }, ['warning MEMBER_KIND temp: expected r, found rw']],
    [
      'labels in another order',
      'mode',
      { labels: ['Running', 'Idle'] },
      ['error ENUM_LABELS mode: expected Idle, Running, found Running, Idle'],
    ],
    ['a label less', 'mode', { labels: ['Idle'] }, ['error ENUM_LABELS mode: expected Idle, Running, found Idle']],
    [
      'a label more at the end',
      'mode',
      { labels: ['Idle', 'Running', 'Fault'] },
      ['warning ENUM_LABEL_ADDED mode: expected Idle, Running, found Idle, Running, Fault'],
    ],
    ['another unit', 'ampli', { units: 'mV' }, ['warning UNITS ampli: expected V, found mV']],
    [
      'another address to write to',
      'speed',
      { write: 'SET' },
      ['error MEMBER_WRITE speed: expected write to VAL, found write to SET'],
    ],
    [
      'another arm of a union',
      'value',
      { fields: [{ name: 'count', type: 'i64' }] },
      ['error MEMBER_TYPE value: expected count: i32, found count: i64'],
    ],
    ['arms in another number', 'value', { fields: [] }, ['error FIELDS value: expected count, found none']],
    [
      'another argument',
      'tempCommand',
      { in: 'f64[]' },
      ['error MEMBER_SHAPE tempCommand: expected in f64, found in f64[]'],
    ],
    [
      'a result less',
      'tempCommand',
      { out: undefined },
      ['error MEMBER_TYPE tempCommand: expected out i32, found out void'],
    ],
    ['keys less', 'seq', { keys: [1] }, ['error VECTOR_KEYS seq: expected 1, 2, found 1']],
    ['keys more', 'seq', { keys: [1, 2, 3] }, ['info VECTOR_KEYS seq: expected 1, 2, found 1, 2, 3']],
    [
      'a column of a table in a vector',
      'seq',
      {
        of: {
          id: '',
          members: { table: { kind: 'rw', source: 'TABLE', type: 'table', fields: [table[1], table[0]] } },
        },
      },
      ['error FIELDS seq.*.table: expected repeats, trigger, found trigger, repeats'],
    ],
    [
      'an empty block',
      'pcap',
      { of: { id: '', members: {} } },
      ['error MEMBER_MISSING pcap.arm: no ARM on the device'],
    ],
    [
      'a block that is a vector',
      'pcap',
      { kind: 'vector', keys: [1] },
      ['error MEMBER_KIND pcap: expected block, found vector'],
    ],
  ])('reports %s', (_, name, change, expected) => {
    expect(text(found(name, change))).toEqual(expected);
  });

  it('tells an attribute from a command of the same name', () => {
    expect(text(found('tempCommand'))).toEqual(['error MEMBER_MISSING tempCommand: no Temp on the device']);
    const { temp: _, ...rest } = spec.members;
    const onlyCommand = { id: '', members: { tempCommand: spec.members.tempCommand } };
    const onlySignal = { id: '', members: { temp: spec.members.temp } };
    expect(text(compare(onlySignal, onlyCommand, key))).toEqual(['error MEMBER_KIND temp: expected r, found command']);
    expect(compare({ id: '', members: rest }, live(), key).map(({ rule }) => rule)).toEqual(['MEMBER_EXTRA']);
  });

  it('is content with anything where the class says any, and with labels that cannot be told apart where it says none', () => {
    const open: DeviceSpec = {
      id: '',
      members: { x: { kind: 'r', source: 'x', type: 'any' }, y: { kind: 'r', source: 'y', type: 'enum' } },
    };
    const actual: DeviceSpec = {
      id: '',
      members: {
        x: { kind: 'r', source: 'x', type: 'table' },
        y: { kind: 'r', source: 'y', type: 'enum', labels: ['', ''] },
      },
    };
    expect(compare(open, actual, key)).toEqual([]);
    expect(compare(actual, open, key).map(({ rule }) => rule)).toEqual(['MEMBER_TYPE', 'ENUM_LABELS']);
    const labelled = {
      id: '',
      members: { ...actual.members, y: { ...actual.members['y'], labels: ['a', 'b'] } },
    } as DeviceSpec;
    expect(compare(open, labelled, key)).toMatchObject([{ rule: 'ENUM_LABELS', severity: 'error', expected: [] }]);
  });

  it('takes names from the wire for what they are', () => {
    const members = Object.create(null) as Record<string, MemberSpec>;
    for (const source of ['__proto__', 'constructor', 'toString', 'then'])
      members[source] = { kind: 'r', source, type: 'f64' };
    const extras = compare({ id: '', members: {} }, { id: '', members }, key);
    expect(extras.map(({ member }) => member)).toEqual(['__proto__', 'constructor', 'toString', 'then']);
    expect(compare({ id: '', members }, { id: '', members: {} }, key)).toHaveLength(4);
    const [finding] = compare(
      { id: '', members: {} },
      { id: '', members: { a: { kind: 'r', source: 'a\n\u2028b', type: 'f64' } } },
      key,
    );
    expect(finding?.member).toBe('a\n\u2028b');
  });
});
