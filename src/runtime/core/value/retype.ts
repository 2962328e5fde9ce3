import type { CommandSpec, SignalSpec } from '../contract/spec.ts';
import { typedArrayOf } from './typed-array.ts';

/** The member as the wire has it: of a signal that its class types otherwise, with the wire's own type. */
export function onWire<S extends SignalSpec | CommandSpec>(spec: S): S {
  if (spec.kind === 'command' || spec.wire === undefined) return spec;
  const { labels: _, wire, ...rest } = spec as SignalSpec & { readonly wire: SignalSpec['type'] };
  return { ...rest, type: wire } as S;
}

/** A value of the wire as the class types it; one that has no such form comes as it is, and then fits no type. */
export function fromWire({ wire, labels }: SignalSpec, value: unknown): unknown {
  return converted(wire, value, labels ? '' : 'f64', (each) => {
    const number = Number(each);
    if (!Number.isSafeInteger(number) || typeof each === 'string') return each;
    return labels ? (labels[number] ?? each) : number;
  });
}

/** The reverse of {@link fromWire}. */
export function toWire({ wire, labels }: SignalSpec, value: unknown): unknown {
  return converted(wire, value, wire?.slice(0, -2) ?? '', (each) => {
    const number = labels ? labels.indexOf(each as string) : each;
    if (!Number.isSafeInteger(number)) return each;
    if (wire?.startsWith('bool')) return number === 1;
    return wire?.includes('64') ? BigInt(number as number) : number;
  });
}

/** A value, or each of a list; a list that has no such form as a whole comes as it is. */
function converted(
  wire: SignalSpec['wire'],
  value: unknown,
  element: string,
  one: (each: unknown) => unknown,
): unknown {
  if (!wire?.endsWith(']')) return wire ? one(value) : value;
  try {
    const all = [...(value as Iterable<unknown>)].map(one);
    const list = typedArrayOf(element);
    return list ? new list(all as never) : all;
  } catch {
    return value;
  }
}
