import type { DevgenError } from '../contract/errors.ts';
import type { SignalR, SignalRW, SignalW } from '../contract/members.ts';
import { MembersError } from '../support/members-error.ts';
import type { SignalSlot } from '../signal/signal-slot.ts';
import type { slot } from '../contract/slot.ts';

/** Signals of any device, by the names that the functions of a derived signal know them by. */
export type Parts = Readonly<Record<string, SignalR<unknown> | SignalW<never>>>;

/** What the readable parts hold. */
export type PartValues<P extends Parts> = {
  readonly [K in keyof P as P[K] extends SignalR<unknown> ? K : never]: P[K] extends SignalR<infer T> ? T : never;
};

/** What is to be written to writable parts; one that is left out keeps what it has. */
export type PartWrites<P extends Parts> = {
  readonly [K in keyof P]?: P[K] extends SignalW<never>
    ? (P[K] extends SignalW<infer T> ? T : never) | undefined
    : undefined;
};

/** By the names of parts. */
export type Values = Readonly<Record<string, unknown>>;

/** A part as the runtime sees it; {@link kindOf} says what it can do. */
export type Part = SignalRW<unknown> & { readonly [slot]: SignalSlot };

export function kindOf({ kind }: Part): 'r' | 'w' | 'rw' {
  return kind;
}

export function readableOf(parts: ReadonlyMap<string, Part>): [name: string, part: Part][] {
  return [...parts].filter(([, part]) => kindOf(part) !== 'w');
}

/** The failures of parts as one, which names each of them and has the code of the first. */
export function partsError(errors: ReadonlyMap<string, DevgenError>): MembersError {
  const all = [...errors.values()];
  const { code, hint, expected, actual } = all[0]!;
  const message = all.map((error) => error.message).join('; ');
  return new MembersError(message, { code, hint, expected, actual, cause: all[0] }, errors);
}
