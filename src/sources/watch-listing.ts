import { setTimeout as sleep } from 'node:timers/promises';
import type { Io } from '@devgen/runtime';
import type { Change } from './source.ts';

/** By device, a text that is another one when the device may show itself otherwise: where it lives, what it is. */
export type Listing = ReadonlyMap<string, string>;

type List = (io: Io) => Promise<Listing>;

/** Looks at a listing, then every `period` milliseconds again, and tells how it differs from the one before. */
export async function watchListing(
  list: List,
  period: number,
  io: Io,
): Promise<AsyncGenerator<Change, void, undefined>> {
  return lookAgain(await list(io), list, period, io);
}

async function* lookAgain(first: Listing, list: List, period: number, io: Io): AsyncGenerator<Change, void, undefined> {
  for (let before = first; ;) {
    await sleep(period, undefined, { signal: io.signal });
    const now = await list(io);
    yield* changesOf(before, now);
    before = now;
  }
}

/** How listings differ. `touched` are devices that may show themselves otherwise though they are listed as before. */
export function* changesOf(
  before: Listing,
  now: Listing,
  touched: ReadonlySet<string> = new Set(),
): Generator<Change, void, undefined> {
  for (const [device, mark] of now) {
    const known = before.get(device);
    if (known === undefined) yield { kind: 'added', device };
    else if (known !== mark || touched.has(device)) yield { kind: 'changed', device };
  }
  for (const device of before.keys()) if (!now.has(device)) yield { kind: 'removed', device };
}
