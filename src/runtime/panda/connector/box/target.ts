import type { CommandSpec, SignalSpec } from '../../../core/contract/spec.ts';

/** A member, as its class declares it, and the blocks that lead to it. */
export interface Target {
  readonly path: readonly (string | number)[];
  readonly member: SignalSpec | CommandSpec;
}
