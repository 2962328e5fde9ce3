import type { AttributeDeclaration } from '../../../../src/sim/tango/device/attribute-declaration.ts';
import type { CommandDeclaration } from '../../../../src/sim/tango/device/command-declaration.ts';
import { deviceClass } from '../../../../src/sim/tango/device/device-class.ts';
import type { ArgumentTypeName, AttributeTypeName, CommandResult } from '../../../../src/sim/tango/device/values.ts';

type Values = Map<string, unknown>;
type Sample = readonly [type: AttributeTypeName, scalar: unknown, rows?: readonly (readonly unknown[])[]];

const LABELS = ['Idle', 'Running fast', 'Say "hi"', "it's", 'Fault'];
const LONG = 2n ** 63n - 1n;

/** What the peer `all_types.py` shows. */
const SAMPLES: Readonly<Record<string, Sample>> = {
  boolean: ['DevBoolean', true, [[true, false, true], [false, false, true]]], // prettier-ignore
  uchar: ['DevUChar', 255, [[0, 1, 255], [254, 2, 7]]], // prettier-ignore
  short: ['DevShort', -32768, [[-32768, 0, 32767], [1, 2, 3]]], // prettier-ignore
  ushort: ['DevUShort', 65535, [[0, 1, 65535], [1, 2, 3]]], // prettier-ignore
  long: ['DevLong', -(2 ** 31), [[-(2 ** 31), 0, 2 ** 31 - 1], [1, 2, 3]]], // prettier-ignore
  ulong: ['DevULong', 2 ** 32 - 1, [[0, 1, 2 ** 32 - 1], [1, 2, 3]]], // prettier-ignore
  long64: ['DevLong64', -(2n ** 63n), [[-(2n ** 63n), 2n ** 53n + 1n, LONG], [1n, 2n, 3n]]], // prettier-ignore
  ulong64: ['DevULong64', 2n ** 64n - 1n, [[0n, 2n ** 53n + 1n, 2n ** 64n - 1n], [1n, 2n, 3n]]], // prettier-ignore
  float: ['DevFloat', 1.5, [[-1.5, 0, 3.25], [1, 2, 3]]], // prettier-ignore
  double: ['DevDouble', 3.14159, [[-1e300, 0, 1e-300], [NaN, Infinity, -Infinity]]], // prettier-ignore
  string: ['DevString', 'caf\u00e9', [['a', '', 'caf\u00e9'], ['b', 'two words', 'c']]], // prettier-ignore
  enum: ['DevEnum', LABELS[1], [[LABELS[0], LABELS[1], LABELS[4]], [LABELS[2], LABELS[3], LABELS[0]]]], // prettier-ignore
  state: ['DevState', 'MOVING', [['ON', 'FAULT', 'UNKNOWN'], ['OFF', 'ALARM', 'INIT']]], // prettier-ignore
  encoded: ['DevEncoded', { format: 'raw', data: Uint8Array.of(0, 1, 255) }],
};

const ECHOED = `DevBoolean DevShort DevLong DevFloat DevDouble DevUShort DevULong DevString DevVarCharArray
  DevVarShortArray DevVarLongArray DevVarFloatArray DevVarDoubleArray DevVarUShortArray DevVarULongArray
  DevVarStringArray DevVarLongStringArray DevVarDoubleStringArray DevState DevVarBooleanArray DevLong64 DevULong64
  DevVarLong64Array DevVarULong64Array DevEncoded`.split(/\s+/) as readonly Exclude<ArgumentTypeName, 'DevVoid'>[];

function* attributes(): Generator<readonly [string, AttributeDeclaration<Values>]> {
  for (const [kind, [type, scalar, rows]] of Object.entries(SAMPLES)) {
    const facts = type === 'DevEnum' ? { type, enumLabels: LABELS } : { type };
    yield* accesses(`${kind}_scalar`, facts, scalar);
    if (rows === undefined) continue;
    yield* accesses(`${kind}_spectrum`, { ...facts, dataFormat: 'SPECTRUM', maxDimX: 16 }, rows[0]);
    const image = { dim: { x: 3, y: rows.length }, data: rows.flat() };
    yield* accesses(`${kind}_image`, { ...facts, dataFormat: 'IMAGE', maxDimX: 16, maxDimY: 8 }, image);
  }
}

function* accesses(
  name: string,
  facts: object,
  initial: unknown,
): Generator<readonly [string, AttributeDeclaration<Values>]> {
  const read = (values: Values): unknown => values.get(name) ?? initial;
  const write = (values: Values, value: unknown): void => void values.set(name, value);
  yield [name, { ...facts, read, write } as AttributeDeclaration<Values>];
  yield [`${name}_ro`, { ...facts, read } as AttributeDeclaration<Values>];
  yield [`${name}_wo`, { ...facts, write } as AttributeDeclaration<Values>];
}

const echo = (_: Values, argument: CommandResult): CommandResult => argument;

/** Every type in every format and access, and an echo of every argument: the double of `all_types.py`. */
export const allTypes = deviceClass<Values>({
  name: 'AllTypes',
  model: () => new Map(),
  status: () => 'All types are served.',
  attributes: Object.fromEntries(attributes()),
  commands: Object.fromEntries(
    ECHOED.map((type) => [`Echo${type}`, { in: type, out: type, run: echo } as CommandDeclaration<Values>]),
  ),
});
