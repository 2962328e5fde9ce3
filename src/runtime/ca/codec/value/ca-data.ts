import type { Range } from '../../../core/contract/meta.ts';

/** What the elements of a channel are, by their numbers on the wire. `long` has 32 bits, `char` is an unsigned byte. */
export const CA_TYPES = ['string', 'short', 'float', 'enum', 'char', 'long', 'double'] as const;

export type CaType = (typeof CA_TYPES)[number];

/**
 * What comes with a value. `plain`: nothing; `status`: the alarm; `time`: alarm and time; `graphic`: alarm, units,
 * precision, labels and limits; `control`: also the limits of what may be written.
 */
export const CA_FORMS = ['plain', 'status', 'time', 'graphic', 'control'] as const;

export type CaForm = (typeof CA_FORMS)[number];

export type CaArray = Uint8Array | Int16Array | Uint16Array | Int32Array | Float32Array | Float64Array;

/** One element, or an array where a channel may have several. An enumeration's element is its number. */
export type CaValue = string | number | readonly string[] | CaArray;

/** What the record says of its values. A limit that is not set is absent. */
export interface CaMeta {
  readonly units?: string;
  /** Digits after the decimal point. */
  readonly precision?: number;
  /** Of an enumeration, in the order of its numbers. */
  readonly labels?: readonly string[];
  readonly limits?: {
    readonly display?: Range;
    readonly alarm?: Range;
    readonly warning?: Range;
    readonly control?: Range;
  };
}

/** A value as the server sent it, with what the form that was asked for brings; the rest is undefined. */
export interface CaData {
  readonly type: CaType;
  readonly value: CaValue;
  /** EPICS's number of the kind of alarm; 0 is none. */
  readonly status: number | undefined;
  /** 0 none, 1 minor, 2 major, 3 invalid. */
  readonly severity: number | undefined;
  /** Since 1970, UTC. */
  readonly seconds: number | undefined;
  readonly nanoseconds: number | undefined;
  readonly meta: CaMeta | undefined;
}

/** Nanoseconds since 1970, UTC; undefined where no time was asked for. */
export function timeNs({ seconds, nanoseconds }: CaData): bigint | undefined {
  if (seconds === undefined || nanoseconds === undefined) return undefined;
  return BigInt(seconds) * 1_000_000_000n + BigInt(nanoseconds);
}
