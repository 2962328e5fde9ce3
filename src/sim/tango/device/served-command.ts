import { type CommandInfo, type readTypedAny, shapeOf, tangoTypeName } from '@devgen/runtime/tango/codec';
import type { BoundCommand } from './behaviour.ts';
import { DevFailed, devFailedOf } from './dev-failed.ts';

export type TypedArgument = ReturnType<typeof readTypedAny>;

/** A command of a running device. */
export class ServedCommand {
  readonly info: CommandInfo;
  readonly #bound: BoundCommand;
  readonly #origin: string;

  constructor(bound: BoundCommand, device: string) {
    this.info = bound.info;
    this.#bound = bound;
    this.#origin = `${device}/${bound.info.name}`;
  }

  /** Throws a DevFailed. */
  async run({ shape, value }: TypedArgument, state: string): Promise<unknown> {
    const { name, inType } = this.info;
    const expected = shapeOf(inType);
    // What comes with a command that takes nothing is not looked at.
    if (expected?.form !== 'void' && !isSame(shape, expected)) {
      const why = `${name} takes an argument of type ${tangoTypeName(inType)}`;
      throw new DevFailed('API_IncompatibleCmdArgumentType', why, this.#origin);
    }
    if (!this.#bound.isAllowed()) {
      throw new DevFailed('API_CommandNotAllowed', `${name} cannot be run in state ${state}`, this.#origin);
    }
    try {
      return await this.#bound.run(value);
    } catch (error) {
      throw devFailedOf(error, this.#origin);
    }
  }
}

type Shape = TypedArgument['shape'];

function isSame(a: Shape, b: Shape | undefined): boolean {
  return a.form === b?.form && ('kind' in a ? a.kind : undefined) === ('kind' in b ? b.kind : undefined);
}
