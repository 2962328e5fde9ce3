/** A closed range; an absent side is open. */
export interface Range {
  readonly low?: number | bigint;
  readonly high?: number | bigint;
}

/** What the live system says of a member beside its type. It may change while connected; it never decides a type. */
export interface Meta {
  readonly label?: string;
  readonly description?: string;
  readonly units?: string;
  /** Digits after the decimal point. */
  readonly precision?: number;
  readonly labels?: readonly string[];
  readonly limits?: {
    /** What a write may carry. */
    readonly control?: Range;
    readonly display?: Range;
    readonly warning?: Range;
    readonly alarm?: Range;
  };
  /** How far, and for how long in milliseconds, a value may differ from what was set before that is an alarm. */
  readonly rds?: { readonly value?: number; readonly milliseconds?: number };
  /** Largest extent of each dimension, slowest first; the extent of a value may be smaller. */
  readonly maxShape?: readonly number[];
  /** Meant for experts (Tango's display level). */
  readonly expert?: boolean;
  /** What the type does not say of the wire's own type, for a person: an enum whose labels repeat is a number here. */
  readonly caveat?: string;
}

/** The metadata of a connected member. */
export interface LiveMeta extends Meta {
  /** `false` while the server permits no write. Absent: it permits it, or does not tell. */
  readonly writable?: boolean;
}
