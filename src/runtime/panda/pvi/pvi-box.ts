import type { ValueSpec } from '../../core/contract/spec.ts';

/** Which IOC serves the box: PandABlocks-ioc, or fastcs-PandABlocks. */
export type PviKind = 'ioc' | 'fastcs';

/** An entry of a PVI structure: its PVs, and what is at the one that is read. */
export interface PviEntry {
  readonly r?: string;
  readonly w?: string;
  readonly rw?: string;
  readonly x?: string;
  readonly value: ValueSpec;
}

/** A box as its PVI structures show it: block, instance (0 of one that is only one), entry. */
export type PviBox = ReadonlyMap<string, ReadonlyMap<number, ReadonlyMap<string, PviEntry>>>;

/** A member of the native class, over PVs. */
export interface PviMember {
  readonly read?: string;
  readonly write?: string;
  /** What a PV brings, as the class has it. */
  readonly toValue: (wire: unknown) => unknown;
  /** A value of the class, as the PV takes it. Throws VALUE.TYPE, VALUE.LIMITS or VALUE.LABEL_UNKNOWN. */
  readonly toWire: (value: unknown) => unknown;
  /** The PV that tells its unit, where its own display is not to be believed. */
  readonly units?: string;
}

/** The name of an entry or block: that of the wire in small letters, attributes joined with `_`. */
export function pviName(source: string): string {
  return source.toLowerCase().replaceAll('.', '_');
}
