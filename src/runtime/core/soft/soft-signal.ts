import { commandOver, type CommandSlot } from '../signal/command.ts';
import { MemberSlot } from '../signal/member-slot.ts';
import type { Command, SignalRW } from '../contract/members.ts';
import type { Meta } from '../contract/meta.ts';
import { signalOver } from '../signal/signal.ts';
import { SignalSlot } from '../signal/signal-slot.ts';
import { SoftDevice, type SoftMember } from './soft-device.ts';
import type { CommandSpec, SignalSpec, ValueSpec, ValueType } from '../contract/spec.ts';
import type { ValueOf } from '../contract/values.ts';

type SpecOf<S extends ValueType | ValueSpec> = S extends ValueType ? { readonly type: S } : S;

export interface SoftSignalOptions<T> {
  readonly meta?: Meta;
  /** Asked by every get, and every period while observed. */
  readonly getter?: () => T | Promise<T>;
  /** Its result is the readback; of `undefined` the value that was set, or what the getter tells. */
  readonly setter?: (value: T) => T | void | Promise<T | void>;
}

/** A value in memory, connected from its birth; as a field of a composite it gets its name from there. */
export function softSignal<const S extends ValueType | ValueSpec>(
  spec: S,
  initial?: NoInfer<ValueOf<SpecOf<S>>>,
  options: SoftSignalOptions<NoInfer<ValueOf<SpecOf<S>>>> = {},
): SignalRW<ValueOf<SpecOf<S>>> {
  const value: ValueSpec = typeof spec === 'string' ? { type: spec } : spec;
  const { meta, getter, setter } = options as SoftSignalOptions<unknown>;
  const behind = new SignalSlot({ ...value, kind: 'rw', source: 'value' }, '', 'soft://');
  bindSoft(behind, { initial, ...(meta && { meta }), get: getter, set: setter });
  return signalOver(behind) as SignalRW<unknown> as SignalRW<ValueOf<SpecOf<S>>>;
}

type ArgumentOf<S extends ValueType | ValueSpec | undefined> = S extends ValueType | ValueSpec
  ? ValueOf<SpecOf<S>>
  : void;

/** A function as a command, connected from its birth. */
export function softCommand<
  const I extends ValueType | ValueSpec | undefined = undefined,
  const O extends ValueType | ValueSpec | undefined = undefined,
>(
  types: { readonly in?: I; readonly out?: O },
  execute: (argument: ArgumentOf<I>) => ArgumentOf<O> | Promise<ArgumentOf<O>>,
): Command<ArgumentOf<I>, ArgumentOf<O>> {
  const spec: CommandSpec = { ...(types as Pick<CommandSpec, 'in' | 'out'>), kind: 'command', source: 'command' };
  const behind: CommandSlot = new MemberSlot(spec, '', 'soft://');
  bindSoft(behind, { execute: execute as (argument: unknown) => unknown });
  return commandOver(behind) as Command<never, unknown> as Command<ArgumentOf<I>, ArgumentOf<O>>;
}

function bindSoft(behind: MemberSlot<SignalSpec | CommandSpec>, member: SoftMember): void {
  const link = new SoftDevice('soft:/', { id: '', members: {} }, () => member).open();
  const backend = link.backend([], behind.spec);
  // Its address is the name that it gets from the tree.
  Object.defineProperty(backend, 'source', { get: () => `soft://${behind.name}` });
  behind.binding = { state: 'bound', link, backend };
  behind.selfBound = true;
  behind.rebound();
}
