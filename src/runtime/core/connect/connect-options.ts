import type { Connector, Io } from '../contract/seam.ts';

export interface ConnectOptions {
  /** The control systems to look in; not needed with `mock`. */
  readonly via?: readonly Connector[];
  /** Milliseconds for everything together, 10 000 by default; `Infinity` waits until `signal` aborts. */
  readonly deadline?: number;
  /** Connect to stand-ins made from the specs instead: nothing leaves the process. */
  readonly mock?: boolean;
  /**
   * What a difference from the class does. `strict`, the default: its device does not connect.
   * `report`: it connects, and only the members that differ reject; see `$findings`.
   */
  readonly mismatch?: 'strict' | 'report';
  readonly signal?: AbortSignal;
}

/** The same for every device of one call. */
export interface ConnectContext {
  readonly via: readonly Connector[];
  readonly mock: Connector | undefined;
  readonly mismatch: 'strict' | 'report';
  readonly io: Io;
  /** As it was asked for, for messages. */
  readonly milliseconds: number;
}
