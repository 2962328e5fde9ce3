import { isReadOnly } from '../records/direction.ts';
import type { SuffixPair } from '../settings.ts';

/** That of areaDetector, and of most others. */
export const USUAL_PAIRS: readonly SuffixPair[] = [{ set: '', read: '_RBV' }];

/** A PV, or a setpoint with its readback. */
export interface Paired {
  readonly read: string;
  /** The setpoint; undefined where there is no pair. */
  readonly write?: string;
}

/** Whether a PV without a setpoint is called as a readback is, where that is a word of its own: `_RBV`, not `R`. */
export function isReadback(pv: string, pairs: readonly SuffixPair[]): boolean {
  return pairs.some(({ read }) => /^[^\p{L}\p{Nd}]/u.test(read) && pv.endsWith(read));
}

/** PVs of one device, pairs joined, in the order in which they came; the first suffixes that fit make the pair. */
export function joinPairs(
  pvs: readonly string[],
  pairs: readonly SuffixPair[],
  recordTypeOf: (pv: string) => string | undefined,
): readonly Paired[] {
  const there = new Set(pvs);
  const readOf = new Map<string, string>();
  const writeOf = new Map<string, string>();
  for (const { set, read } of pairs) {
    for (const pv of pvs) {
      if (writeOf.has(pv) || readOf.has(pv) || !pv.endsWith(read)) continue;
      const setpoint = pv.slice(0, pv.length - read.length) + set;
      if (setpoint === pv || !there.has(setpoint) || readOf.has(setpoint) || writeOf.has(setpoint)) continue;
      if (isReadOnly(recordTypeOf(setpoint))) continue;
      writeOf.set(pv, setpoint);
      readOf.set(setpoint, pv);
    }
  }
  return pvs.flatMap((pv): readonly Paired[] => {
    if (writeOf.has(pv)) return [];
    const read = readOf.get(pv);
    return [read === undefined ? { read: pv } : { read, write: pv }];
  });
}
