import type { Writes } from './derived-backend.ts';
import { derivedOver, linkOf, type TypeOf } from './derived-signal.ts';
import type { Meta } from '../contract/meta.ts';
import { type Parts, type PartValues, type PartWrites, type Values } from './parts.ts';
import { recordOf } from '../support/record.ts';
import type { SignalR, SignalRW } from '../contract/members.ts';
import type { ValueSpec, ValueType } from '../contract/spec.ts';

/** Several values that follow together from several others: a gap and a centre from two blades. */
export interface Transform<in Raw, in out Derived, out Put = Partial<Raw>> {
  readonly rawToDerived: (raw: Raw) => Derived;
  /** `raw` is what the parts are asked to be at present. */
  readonly derivedToRaw?: (derived: Derived, raw: Raw) => Put;
}

type Specs = Readonly<Record<string, ValueType | ValueSpec>>;
type DerivedValues<S extends Specs> = { readonly [K in keyof S]: TypeOf<S[K]> };

export interface DerivedSignalsOptions<S extends Specs> {
  readonly meta?: { readonly [K in keyof S]?: Meta };
}

/**
 * Signals computed together from the same parts. A set of one keeps the others where they were asked to be: it reads the
 * setpoints of all parts, and writes what the transform makes of them. Sets that run at the same time are combined.
 */
export function derivedSignals<const S extends Specs, const P extends Parts>(
  specs: S,
  parts: P,
  transform: Transform<PartValues<P>, DerivedValues<S>, PartWrites<P>> & {
    readonly derivedToRaw: (derived: DerivedValues<S>, raw: PartValues<P>) => PartWrites<P>;
  },
  options?: DerivedSignalsOptions<S>,
): { readonly [K in keyof S]: SignalRW<TypeOf<S[K]>> };
export function derivedSignals<const S extends Specs, const P extends Parts>(
  specs: S,
  parts: P,
  transform: Transform<PartValues<P>, DerivedValues<S>, PartWrites<P>>,
  options?: DerivedSignalsOptions<S>,
): { readonly [K in keyof S]: SignalR<TypeOf<S[K]>> };
export function derivedSignals(
  specs: Specs,
  parts: Parts,
  { rawToDerived, derivedToRaw }: Transform<Values, Values, Values>,
  { meta = {} }: DerivedSignalsOptions<Specs> = {},
): Readonly<Record<string, SignalRW<unknown>>> {
  const link = linkOf(parts);
  /** What the sets under way ask for. */
  const wanted = new Set<readonly [name: string, value: unknown]>();
  const setterOf = (name: string, toRaw: (derived: Values, raw: Values) => Values) => {
    return async (value: unknown, now: () => Promise<Values>): Promise<Writes> => {
      const own = [name, value] as const;
      const ended = (): unknown => wanted.delete(own);
      wanted.add(own);
      try {
        const raw = await now();
        return { values: toRaw(recordOf([...Object.entries(rawToDerived(raw)), ...wanted]), raw), ended };
      } catch (error) {
        ended();
        throw error;
      }
    };
  };
  const signals = Object.entries(specs).map(([name, spec]): [string, SignalRW<unknown>] => {
    const get = (values: Values): unknown => rawToDerived(values)[name];
    const set = derivedToRaw && setterOf(name, derivedToRaw);
    return [name, derivedOver(spec, link, { get, set, meta: meta[name] })];
  });
  return recordOf(signals) as Readonly<Record<string, SignalRW<unknown>>>;
}
