import { fanOut } from '../connect/fan-out.ts';
import { getMany } from './get-many.ts';
import type { SignalR } from '../contract/members.ts';
import type { Reading } from '../contract/reading.ts';
import { restOf } from '../support/rest.ts';
import type { Io, Link } from '../contract/seam.ts';
import { slot, type Slotted } from '../contract/slot.ts';

/** The present reading of each signal, at its place, under a common deadline: a request a link. Never rejects. */
export async function readMany(signals: readonly (SignalR<unknown> & Slotted)[], io: Io): Promise<readonly Reading[]> {
  const groups = new Map<Link | undefined, number[]>();
  for (const [
    index,
    {
      [slot]: { binding },
    },
  ] of signals.entries()) {
    const link = binding.state === 'bound' ? binding.link : undefined;
    const group = groups.get(link) ?? [];
    groups.set(link, group);
    group.push(index);
  }
  const readings: Reading[] = Array.from({ length: signals.length });
  // A signal of its own for each: Node takes many listeners on one for a leak.
  const each = fanOut(io);
  await Promise.all(
    [...groups.values()].map(async (group) => {
      const asked = group.map((index) => signals[index]!);
      const answers = await getMany(asked, { ...restOf(io), signal: each.next().signal, fresh: true });
      for (const [at, index] of group.entries()) readings[index] = answers[at]!;
    }),
  );
  each.done();
  return readings;
}
