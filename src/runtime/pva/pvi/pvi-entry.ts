/** An entry of a PVI structure: the PVs by which a thing is read, set, or both, executed, or described further. */
export interface PviEntry {
  readonly name: string;
  /** Its number among those of one name. */
  readonly index?: number;
  readonly r?: string;
  readonly w?: string;
  readonly rw?: string;
  readonly x?: string;
  /** The PVI of a device below. */
  readonly d?: string;
}

/** What one PVI says. */
export interface Pvi {
  readonly description?: string;
  /** In the order in which they were written. */
  readonly entries: readonly PviEntry[];
}

const SUFFIX = 'PVI';

/** Whether a PV is called as one that has a PVI. */
export function isPviName(pv: string): boolean {
  return pv.endsWith(SUFFIX);
}

/** What the PVs of a device begin with, by the name of its PVI: `BL01:M1` of `BL01:M1:PVI`. */
export function pviPrefix(pv: string): string {
  return isPviName(pv) ? pv.slice(0, -SUFFIX.length).replace(/:$/, '') : pv;
}
