import type { CommandDeclaration } from '../../device/command-declaration.ts';
import { type Commands, deviceClass } from '../../device/device-class.ts';
import type { ArgumentTypeName, CommandResult } from '../../device/values.ts';
import { tangoTestAttributes } from './attributes.ts';
import { Generator } from './generator.ts';

/** Types whose command returns what it gets. */
const ECHOED: readonly Exclude<ArgumentTypeName, 'DevVoid'>[] = [
  'DevBoolean',
  'DevDouble',
  'DevFloat',
  'DevLong',
  'DevLong64',
  'DevShort',
  'DevString',
  'DevULong',
  'DevULong64',
  'DevUShort',
  'DevVarCharArray',
  'DevVarDoubleArray',
  'DevVarDoubleStringArray',
  'DevVarFloatArray',
  'DevVarLong64Array',
  'DevVarLongArray',
  'DevVarLongStringArray',
  'DevVarShortArray',
  'DevVarStringArray',
  'DevVarULong64Array',
  'DevVarULongArray',
  'DevVarUShortArray',
];

const same = (_: Generator, argument: CommandResult): CommandResult => argument;

function echo(type: Exclude<ArgumentTypeName, 'DevVoid'>): CommandDeclaration<Generator> {
  const texts = { inDescription: 'Anything', outDescription: 'The same' };
  // What comes is of the type beside it, which TypeScript cannot follow.
  return { in: type, out: type, ...texts, run: same } as CommandDeclaration<Generator>;
}

const echoes: Commands<Generator> = Object.fromEntries(ECHOED.map((type) => [type, echo(type)]));

/** The class by which every Tango client is tried, with the names and types of the real one. */
export const tangoTest = deviceClass<Generator>({
  name: 'TangoTest',
  model: ({ clock }) => new Generator(clock),
  state: (model) => (model.isFaulty ? 'FAULT' : 'RUNNING'),
  attributes: tangoTestAttributes,
  commands: {
    ...echoes,
    DevVoid: { run: () => {} },
    DumpExecutionState: { level: 'EXPERT', run: () => {} },
    SwitchStates: { run: (model) => void (model.isFaulty = !model.isFaulty) },
  },
});
