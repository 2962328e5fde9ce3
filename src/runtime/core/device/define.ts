import { classOf, type Device, type DeviceOptions } from './device.ts';
import type { Conversions } from '../contract/conversions.ts';
import type { Command, SignalR, SignalRW, SignalW } from '../contract/members.ts';
import type {
  BlockRef,
  BlockSpec,
  CommandSpec,
  DeviceSpec,
  MemberSpec,
  SignalSpec,
  ValueSpec,
  ValueType,
  VectorSpec,
} from '../contract/spec.ts';
import type { ValueOf } from '../contract/values.ts';
import type { DeviceVector } from './vector.ts';

type ArgumentOf<V> = V extends ValueType ? ValueOf<{ type: V }> : V extends ValueSpec ? ValueOf<V> : void;

/** The type of a signal of this spec. */
export type SignalOf<S extends SignalSpec> = S['kind'] extends 'r'
  ? SignalR<ValueOf<S>>
  : S['kind'] extends 'w'
    ? SignalW<ValueOf<S>>
    : SignalRW<ValueOf<S>>;

/** The type of a command of this spec. */
export type CommandOf<S extends CommandSpec> = Command<ArgumentOf<S['in']>, ArgumentOf<S['out']>>;

/** The type of the device behind a reference to its class or spec. */
export type DeviceOf<R extends BlockRef> = R extends (abstract new (...args: never) => infer D extends Device)
  ? D
  : R extends { readonly spec: infer S extends DeviceSpec }
    ? DefinedDevice<S>
    : R extends DeviceSpec
      ? DefinedDevice<R>
      : never;

type PresentOf<M extends MemberSpec> = M extends SignalSpec
  ? SignalOf<M>
  : M extends CommandSpec
    ? CommandOf<M>
    : M extends BlockSpec
      ? DeviceOf<M['of']>
      : M extends VectorSpec
        ? DeviceVector<DeviceOf<M['of']>>
        : never;

/** The type of a member of this spec; `undefined` too where it is optional. */
export type MemberOf<M extends MemberSpec> = M extends { readonly optional: true }
  ? PresentOf<M> | undefined
  : PresentOf<M>;

/** A device whose members have the types that its literal spec says. */
export type DefinedDevice<S extends DeviceSpec> = Device & {
  readonly [K in keyof S['members']]: MemberOf<S['members'][K]>;
};

export interface DefinedClass<S extends DeviceSpec> {
  new (address?: string, options?: DeviceOptions): DefinedDevice<S>;
  readonly spec: S;
  readonly conversions?: Conversions | undefined;
}

/**
 * A class by hand, its types inferred: `class Shutter extends defineDevice({ id: 'ascii:Shutter', members: { … } }) {}`.
 * One whose spec says `wire` has `static override readonly conversions = conversions`, of `@devgen/runtime/conversions`.
 */
export function defineDevice<const S extends DeviceSpec>(spec: S): DefinedClass<S> {
  return classOf(spec) as unknown as DefinedClass<S>;
}
