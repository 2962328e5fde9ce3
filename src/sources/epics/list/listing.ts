import type { Io } from '@devgen/runtime';
import { isPviName } from '@devgen/runtime/pva';
import { Pattern } from '../grouping/pattern.ts';
import type { EpicsOptions } from '../settings.ts';
import type { Wire } from '../wire/wire.ts';
import type { NamesFromFiles } from './names-from-files.ts';

/** The PVs that a pull is about. */
export interface Listing {
  readonly pvs: readonly string[];
  /** PVI PVs that are to be devices. */
  readonly roots: readonly string[];
  /** Whether the config names the roots; else they are those that a server happens to have. */
  readonly isNamed: boolean;
  /** Servers that told what they have; none where the config names the PVs. */
  readonly servers: readonly string[];
}

/** Fields of records, and what servers keep for themselves: nobody wrote these down to be used. */
const INTERNAL = /\.[A-Z][A-Z0-9]*\$?$|(?:^|:)_/;

/** What the config names; where it names nothing, all that the servers have, of which some are expected. */
export async function listPvs(
  wire: Wire,
  options: EpicsOptions,
  expected: readonly string[],
  readFiles: () => Promise<NamesFromFiles>,
  io: Io,
): Promise<Listing> {
  const ignored = (options.ignore ?? []).map((text) => new Pattern(text));
  const isWanted = (pv: string): boolean => pv !== '' && !ignored.some((pattern) => pattern.fits(pv));
  const { pvi, pvs, lists, databases } = options;
  if ([pvi, pvs, lists, databases].every((each) => each === undefined)) {
    const servers = await wire.list(expected, io);
    const all = [...new Set(servers.flatMap(({ names }) => names))].filter((pv) => !INTERNAL.test(pv) && isWanted(pv));
    const roots = all.filter(isPviName);
    return { pvs: all, roots, isNamed: false, servers: servers.map(({ server }) => server) };
  }
  const named = [...new Set([...(pvs ?? []), ...(await readFiles()).pvs])].filter(isWanted);
  const roots = [...new Set([...(pvi ?? []), ...named.filter(isPviName)])];
  return { pvs: named, roots, isNamed: true, servers: [] };
}
