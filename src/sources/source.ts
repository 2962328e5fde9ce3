import type { DevgenError, Io, Live } from '@devgen/runtime';

/** A device that a source knows by name; nothing has been asked of the device itself. */
export interface Found {
  /** The device's name in its control system, in the case that it was declared in: `sys/tg_test/1`. */
  readonly device: string;
  /** The control system's class of it: `TangoTest`. */
  readonly class: string;
  /** `false` when it is defined but not running: it is counted, and asked nothing. */
  readonly running: boolean;
  readonly alias?: string;
  /** The process that serves it, for grouping of failures: `TangoTest/test`. */
  readonly server?: string;
}

/** What a device showed of itself, or why it could not be asked. */
export type Described =
  | {
      readonly ok: true;
      readonly found: Found;
      readonly live: Live;
      readonly doc?: string;
      /** Label sets that the control system itself names, many members share (PandA's `bit_mux`, Tango's `DevState`). */
      readonly labelSets?: ReadonlyMap<string, readonly string[]>;
      /**
       * What members are called where their wire names are not what anybody calls them (PVI), by wire key, of blocks with
       * the path before it. A name once given stays.
       */
      readonly names?: ReadonlyMap<string, string>;
    }
  | { readonly ok: false; readonly found: Found; readonly error: DevgenError };

/** A device that came, went or may show itself otherwise; `watch` turns it into a pull of just that. */
export interface Change {
  readonly kind: 'added' | 'removed' | 'changed';
  readonly device: string;
}

/** A live control system as `pull` sees it. It asks for configuration only, never for a value. */
export interface Source {
  readonly kind: string;
  /** Every device of the source, running or not, in any order. */
  list(io: Io): AsyncIterable<Found>;
  /** Each device of the batch exactly once, in any order; a failure is an item, never an exception. */
  describe(batch: readonly Found[], io: Io): AsyncIterable<Described>;
  /** The servers that answered a search for anybody, where the address names none: `host:port`. */
  servers?(): readonly string[] | undefined;
  /** What a person should know of all that was asked so far, and what is no error of a device: names that two servers have. */
  warnings?(): readonly DevgenError[];
  /**
   * Resolves when no change is missed from then on, and tells of changes until it is aborted. Where nobody tells it either, it looks every `period` milliseconds, with one
   * question for the whole source. Rejects when the source is out of reach: what changed until it is back is not known.
   */
  watch(period: number, io: Io): Promise<AsyncIterable<Change>>;
  close(): Promise<void>;
}
