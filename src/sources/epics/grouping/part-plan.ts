import type { PartPlan, PlanMember } from '../plan/plan.ts';
import { isExecuted, type Direction } from '../records/direction.ts';
import { isRich, tableOf } from '../records/record-tables.ts';
import type { Access, SuffixPair } from '../settings.ts';
import { numberedParts } from './numbered.ts';
import { isReadback, joinPairs } from './pairs.ts';
import type { Pattern } from './pattern.ts';
import { lastSeparator, memberWord } from './words.ts';

/** How PVs of a device become its members. */
export interface Grouping {
  readonly separators: string;
  readonly pairs: readonly SuffixPair[];
  readonly access: readonly (readonly [Pattern, Access])[];
  readonly recordTypeOf: (pv: string) => string | undefined;
  /** Of a scaler: how many channels it has. */
  readonly channelsOf: (pv: string) => number | undefined;
}

/** The least members of a numbered part that make it an element of a vector. */
const LEAST = 2;

/** The plan of a device of these PVs; `rename` is what its rule calls members. */
export function partPlan(
  prefix: string,
  pvs: readonly string[],
  grouping: Grouping,
  rename: Readonly<Record<string, string>> = {},
): PartPlan {
  const parts = partsBelow(prefix, pvs, grouping.separators);
  const vectors = numberedParts(parts).filter(({ prefixes }) =>
    [...prefixes.values()].every((each) => (parts.get(each)?.length ?? 0) >= LEAST),
  );
  const taken = new Set(
    vectors.flatMap(({ prefixes }) => [...prefixes.values()].flatMap((each) => parts.get(each) ?? [])),
  );
  const nameOf = (name: string): string => (Object.hasOwn(rename, name) ? rename[name] : undefined) ?? name;
  const vectorMembers = vectors.map(({ stem, prefixes }): PlanMember => {
    const elements = Array.from(prefixes, ([key, of]) => [key, partPlan(of, parts.get(of) ?? [], grouping)] as const);
    return { kind: 'vector', name: nameOf(vectorWord(prefix, stem)), elements: new Map(elements) };
  });
  const own = pvs.filter((pv) => !taken.has(pv));
  const leaves = joinPairs(own, grouping.pairs, grouping.recordTypeOf).map(({ read, write }): PlanMember => {
    const word = nameOf(memberWord((write ?? read).slice(prefix.length)));
    if (write !== undefined) return { kind: 'signal', name: word, read, write };
    return leaf(read, word, grouping);
  });
  return { prefix, members: [...leaves, ...vectorMembers] };
}

/** One PV as a member: what the config says of it, else what its record is. */
function leaf(pv: string, name: string, { access, pairs, recordTypeOf, channelsOf }: Grouping): PlanMember {
  const told = access.find(([pattern]) => pattern.fits(pv))?.[1];
  const recordType = recordTypeOf(pv);
  if (told !== undefined) return withAccess(pv, name, told);
  if (isExecuted(recordType)) return { kind: 'command', name, pv: `${pv}.PROC` };
  const record = recordType === undefined ? undefined : tableOf(recordType, channelsOf(pv));
  if (record !== undefined && isRich(recordType))
    return { kind: 'block', name, of: { prefix: pv, members: [], record } };
  // What a waveform is for its type does not tell, and of what is no record nothing does.
  const isOpen = recordType === undefined || recordType === 'waveform';
  return isOpen && isReadback(pv, pairs) ? withAccess(pv, name, 'r') : { kind: 'pv', name, pv };
}

export function withAccess(pv: string, name: string, access: Access | Direction): PlanMember {
  switch (access) {
    case 'x':
    case 'command':
      return { kind: 'command', name, pv };
    case 'r':
      return { kind: 'signal', name, read: pv };
    case 'w':
      return { kind: 'signal', name, write: pv };
    case 'rw':
      return { kind: 'signal', name, read: pv, write: pv };
  }
}

/** The PVs of a device that have more than one word behind it, by all but the last. */
function partsBelow(
  prefix: string,
  pvs: readonly string[],
  separators: string,
): ReadonlyMap<string, readonly string[]> {
  const parts = new Map<string, string[]>();
  for (const pv of pvs) {
    const end = lastSeparator(pv, separators);
    if (end <= prefix.length) continue;
    const part = pv.slice(0, end);
    parts.set(part, [...(parts.get(part) ?? []), pv]);
  }
  return parts;
}

function vectorWord(prefix: string, stem: string): string {
  return memberWord(stem.slice(prefix.length)).replace(/[:.\-_]+$/, '');
}
