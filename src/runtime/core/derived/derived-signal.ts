import { DerivedBackend, type Formula } from './derived-backend.ts';
import { DerivedLink } from './derived-link.ts';
import { DerivedSlot } from './derived-slot.ts';
import { DevgenError } from '../contract/errors.ts';
import { isSlotted } from '../device/device-core.ts';
import type { Meta } from '../contract/meta.ts';
import type { Part, Parts, PartValues, PartWrites, Values } from './parts.ts';
import { slot } from '../contract/slot.ts';
import { signalOver } from '../signal/signal.ts';
import type { SignalR, SignalRW, SignalW } from '../contract/members.ts';
import type { SignalSpec, ValueSpec, ValueType } from '../contract/spec.ts';
import type { ValueOf } from '../contract/values.ts';

/** The type of a value given by its type's name or by a spec. */
export type TypeOf<S extends ValueType | ValueSpec> = ValueOf<S extends ValueType ? { readonly type: S } : S>;

/** How the value follows from the parts. */
export interface Computed<P extends Parts, T> {
  readonly get: (values: PartValues<P>) => T;
  readonly meta?: Meta;
}

/** How the parts follow from the value. */
export interface Inverted<P extends Parts, T> {
  /** `now` asks what the parts hold: setpoints, and the values of those that have none. */
  readonly set: (value: T, now: () => Promise<PartValues<P>>) => PartWrites<P> | Promise<PartWrites<P>>;
  readonly meta?: Meta;
}

type Now = () => Promise<Values>;
interface How {
  readonly get?: (values: Values) => unknown;
  readonly set?: (value: unknown, now: Now) => Values | Promise<Values>;
  readonly meta?: Meta;
}

/**
 * A signal computed from others, on whatever control systems they are. Its severity is the worst of theirs, its time the
 * latest, and it is stale while one of them is. A set writes to all parts that `set` returns, at once and under one deadline,
 * after each value was found to fit. It lives as long as its parts; in a tree, connecting goes to them first.
 */
export function derivedSignal<const S extends ValueType | ValueSpec, const P extends Parts>(
  spec: S,
  parts: P,
  how: Computed<P, NoInfer<TypeOf<S>>> & Inverted<P, NoInfer<TypeOf<S>>>,
): SignalRW<TypeOf<S>>;
export function derivedSignal<const S extends ValueType | ValueSpec, const P extends Parts>(
  spec: S,
  parts: P,
  how: Computed<P, NoInfer<TypeOf<S>>>,
): SignalR<TypeOf<S>>;
export function derivedSignal<const S extends ValueType | ValueSpec, const P extends Parts>(
  spec: S,
  parts: P,
  how: Inverted<P, NoInfer<TypeOf<S>>>,
): SignalW<TypeOf<S>>;
export function derivedSignal(spec: ValueType | ValueSpec, parts: Parts, how: How): unknown {
  const { get, set, meta } = how;
  const formula = { get, meta, set: set && (async (value: unknown, now: Now) => ({ values: await set(value, now) })) };
  return derivedOver(spec, linkOf(parts), formula);
}

export function linkOf(parts: Parts): DerivedLink {
  return new DerivedLink(new Map(Object.entries<unknown>(parts).map(([name, part]) => [name, partOf(name, part)])));
}

function partOf(name: string, part: unknown): Part {
  if (isSlotted(part) && part[slot].spec.kind !== 'command') return part as Part;
  throw new DevgenError(`the part ${name} is no signal`, {
    code: 'MEMBER.KIND',
    member: name,
    actual: part,
    hint: 'an optional member reads undefined where the device lacks it; a constant needs no part',
  });
}

/** A signal over a link that it may share with others derived from the same parts. */
export function derivedOver(spec: ValueType | ValueSpec, link: DerivedLink, formula: Formula): SignalRW<unknown> {
  const value: ValueSpec = typeof spec === 'string' ? { type: spec } : spec;
  const kind = formula.set === undefined ? 'r' : formula.get === undefined ? 'w' : 'rw';
  const full: SignalSpec = { ...value, kind, source: 'derived' };
  return signalOver(new DerivedSlot(full, link.parts, (behind) => new DerivedBackend(behind, link, formula)));
}
