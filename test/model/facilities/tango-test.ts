import type { PulledSource } from '../../../src/model/merge/pulled.ts';
import { command, type DeviceFacts, type Facts, pulledSource, r, rw } from '../pulled-source.ts';

export const DEV_STATES: readonly string[] =
  'ON OFF CLOSE OPEN INSERT EXTRACT MOVING STANDBY FAULT INIT RUNNING ALARM DISABLE UNKNOWN'.split(' ');

const longStrings = {
  type: 'struct',
  fields: [
    { name: 'lvalue', type: 'i32[]' },
    { name: 'svalue', type: 'str[]' },
  ],
} as const;

/** A part of what TangoTest shows, with every type and format once. */
export const TANGO_TEST_MEMBERS: Facts = {
  ampli: [
    rw('ampli', { type: 'f64', units: 'V' }),
    { units: 'V', description: 'Amplitude', limits: { control: { low: -10, high: 10 } }, precision: 2 },
  ],
  boolean_scalar: [rw('boolean_scalar', { type: 'bool' })],
  double_image: [rw('double_image', { type: 'f64[][]' }), { maxShape: [251, 251] }],
  double_scalar: [rw('double_scalar', { type: 'f64' }), { units: 'A' }],
  double_spectrum: [rw('double_spectrum', { type: 'f64[]' }), { maxShape: [4096] }],
  encoded_image: [r('encoded_image', { type: 'encoded' })],
  enum_scalar: [rw('enum_scalar', { type: 'enum', labels: ['LABEL0', 'LABEL1', 'LABEL2'] })],
  long64_scalar: [rw('long64_scalar', { type: 'i64' }), { limits: { control: { low: -9007199254740993n } } }],
  pipe: [r('pipe', { type: 'any' }), { caveat: 'a pipe has no type of its own here' }],
  state: [r('State', { type: 'enum', labels: DEV_STATES })],
  status: [r('Status', { type: 'str' })],
  string_image: [rw('string_image', { type: 'str[][]' })],
  string_spectrum: [rw('string_spectrum', { type: 'str[]' })],
  ulong64_spectrum_ro: [r('ulong64_spectrum_ro', { type: 'u64[]' })],
  wave: [{ kind: 'w', source: 'wave', type: 'i16' }],
  'devdouble()': [
    command('DevDouble', { in: 'f64', out: 'f64' }),
    { description: 'Argument: any number\nResult: the same' },
  ],
  'devvarlongstringarray()': [command('DevVarLongStringArray', { in: longStrings, out: longStrings })],
  'init()': [command('Init')],
  'devstates()': [command('DevStates', { out: { type: 'enum[]', labels: DEV_STATES } })],
};

export function tangoTest(device: string, members: Facts = TANGO_TEST_MEMBERS): DeviceFacts {
  return {
    device,
    id: 'tango:TangoTest',
    doc: 'A device to test generic clients.',
    labelSets: new Map([['DevState', DEV_STATES]]),
    members,
  };
}

export const TANGO_FACILITY: PulledSource = pulledSource('db', 'tango', [
  { ...tangoTest('sys/tg_test/1'), alias: 'tg' },
  tangoTest('sys/tg_test/2', {
    ...TANGO_TEST_MEMBERS,
    ampli: [rw('ampli', { type: 'f64' }), { description: 'Amplitude', precision: 2 }],
  }),
]);
