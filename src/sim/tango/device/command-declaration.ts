import { type DispLevel, TangoType } from '@devgen/runtime/tango/codec';
import type { BoundCommand } from './behaviour.ts';
import type { ArgumentTypeName, ArgumentValues, CommandResult } from './values.ts';

/** How servers describe an argument of which the class says nothing. */
export const UNINITIALISED = 'Uninitialised';

interface CommandOf<M, I extends ArgumentTypeName> {
  readonly in: I;
  /** DevVoid when absent. */
  readonly out?: ArgumentTypeName;
  readonly inDescription?: string;
  readonly outDescription?: string;
  readonly level?: DispLevel;
  readonly run: (model: M, argument: ArgumentValues[I]) => CommandResult | Promise<CommandResult>;
  /** Whether it may be run now. */
  readonly allowed?: (model: M) => boolean;
}

/** A command that takes nothing need not say so. */
type Trigger<M> = Omit<CommandOf<M, 'DevVoid'>, 'in' | 'run'> & {
  readonly in?: 'DevVoid';
  readonly run: (model: M) => CommandResult | Promise<CommandResult>;
};

/** A command of devices that are made of an `M`. */
export type CommandDeclaration<M> =
  Trigger<M> | { [I in Exclude<ArgumentTypeName, 'DevVoid'>]: CommandOf<M, I> }[Exclude<ArgumentTypeName, 'DevVoid'>];

export function bindCommand<M>(name: string, declaration: CommandDeclaration<M>, model: M): BoundCommand {
  const { in: inType = 'DevVoid', out = 'DevVoid', inDescription, outDescription, level, allowed } = declaration;
  // As of attributes: the type beside it tells which one of the union it is.
  const run = declaration.run as (model: M, argument: unknown) => unknown;
  return {
    info: {
      name,
      level: level ?? 'OPERATOR',
      tag: 0,
      inType: TangoType[inType],
      outType: TangoType[out],
      inDescription: inDescription ?? UNINITIALISED,
      outDescription: outDescription ?? UNINITIALISED,
    },
    run: (argument) => run(model, argument),
    isAllowed: () => allowed?.(model) ?? true,
  };
}
