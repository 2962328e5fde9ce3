import type { CommandSpec, SignalSpec } from '../contract/spec.ts';

/** The member as the wire has it: of a signal that its class types otherwise, with the wire's own type. */
export function onWire<S extends SignalSpec | CommandSpec>(spec: S): S {
  if (spec.kind === 'command' || spec.wire === undefined) return spec;
  const { labels: _, wire, ...rest } = spec as SignalSpec & { readonly wire: SignalSpec['type'] };
  return { ...rest, type: wire } as S;
}

/** A value of the wire as the class types it; one that has no such form comes as it is, and then fits no type. */
export function fromWire({ wire, labels }: SignalSpec, value: unknown): unknown {
  if (wire === undefined) return value;
  const number = typeof value === 'number' ? value : Number(value);
  if (!Number.isSafeInteger(number) || typeof value === 'string') return value;
  return labels === undefined ? number : (labels[number] ?? value);
}

/** The reverse of {@link fromWire}. */
export function toWire({ wire, labels }: SignalSpec, value: unknown): unknown {
  if (wire === undefined) return value;
  const number = labels === undefined ? value : labels.indexOf(value as string);
  if (!Number.isSafeInteger(number)) return value;
  if (wire === 'bool') return number === 1;
  return wire.endsWith('64') ? BigInt(number as number) : number;
}
