import { call, named } from './call.ts';
import { DevgenError } from '../contract/errors.ts';
import type { GetOptions, SignalR } from '../contract/members.ts';
import { badReading, type Reading } from '../contract/reading.ts';
import type { Link } from '../contract/seam.ts';
import { cachedReading, type SignalSlot } from './signal-slot.ts';
import { slot } from '../contract/slot.ts';

/** The reading of each signal, at its place. */
export type Readings<S extends readonly SignalR<unknown>[]> = {
  -readonly [K in keyof S]: S[K] extends SignalR<infer T> ? Reading<T> : never;
};

/**
 * Readings of many signals, in as few requests as the protocols allow: one a device. Never rejects: what failed, timed
 * out or is not connected is a reading with `ok: false` at its own place, and spoils no other.
 */
export async function getMany<const S extends readonly SignalR<unknown>[]>(
  signals: S,
  options?: GetOptions,
): Promise<Readings<S>> {
  const readings: Reading[] = Array.from({ length: signals.length });
  const groups = new Map<Link, number[]>();
  const slots = signals.map((signal) => (signal as SignalR<unknown> & { readonly [slot]: SignalSlot })[slot]);
  for (const [index, behind] of slots.entries()) {
    try {
      const { link } = behind.bound();
      if (behind.spec.kind === 'w') throw behind.wrongKind('be read');
      const cached = options?.fresh ? undefined : cachedReading(behind);
      const group = groups.get(link);
      if (cached !== undefined) readings[index] = cached;
      else if (group === undefined) groups.set(link, [index]);
      else group.push(index);
    } catch (error) {
      readings[index] = badReading(behind.named(error, 'get'));
    }
  }
  await Promise.all(
    [...groups].map(async ([link, indexes]) => {
      const group = await readGroup(
        link,
        indexes.map((index) => slots[index]!),
        options,
      );
      for (const [at, index] of indexes.entries()) readings[index] = group[at]!;
    }),
  );
  return readings as unknown as Readings<S>;
}

async function readGroup(link: Link, group: readonly SignalSlot[], options?: GetOptions): Promise<readonly Reading[]> {
  const [first] = group;
  const calls = first!.calls;
  const label = group.length === 1 ? first!.name : `${first!.name} and ${group.length - 1} more`;
  try {
    const backends = group.map((behind) => behind.bound().backend);
    const answer = await call({ name: label, source: first!.source, calls }, 'get', options, (io) =>
      link.getMany(backends, io),
    );
    return group.map((behind, index) =>
      behind.clean(answer[index] ?? badReading(behind.named('the answer is too short', 'get'))),
    );
  } catch (error) {
    const cause = error instanceof DevgenError ? (error.cause ?? error) : error;
    return group.map((behind) => badReading(named(cause, behind, 'get')));
  }
}
