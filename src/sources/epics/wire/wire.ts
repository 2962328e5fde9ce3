import type { DevgenError, Io, Meta, ValueSpec } from '@devgen/runtime';
import type { PviWalk } from '@devgen/runtime/pva';

/** Where a PV is, and what kind of record it is of. */
export type Located =
  | {
      readonly ok: true;
      /** `host:port` */
      readonly server: string;
      /** RTYP; undefined of what is no record. */
      readonly recordType?: string;
    }
  | {
      readonly ok: false;
      readonly error: DevgenError;
      /** It is there, and shows nothing: it has no value yet, or is there to be called. */
      readonly server?: string;
    };

/** What a PV shows beside its value. */
export type Shown =
  | {
      readonly ok: true;
      readonly spec: ValueSpec;
      readonly meta: Meta;
      /** `false` only where the server says so. */
      readonly isWritable: boolean;
    }
  | { readonly ok: false; readonly error: DevgenError };

/** Names that one server has. */
export interface ServerNames {
  readonly server: string;
  readonly names: readonly string[];
}

/** Whom a watch tells. */
export interface WatchHandler {
  /** It is back after a loss, or says something else of itself than before. */
  pvChanged(pv: string): void;
  /** A server came up, came up again, or has other PVs than before; `host:port`. */
  serverHeard(heard: { readonly kind: 'new' | 'restarted' | 'changed'; readonly server: string }): void;
}

/** What servers tell by themselves. No value of a PV is asked for. */
export interface WireWatch {
  /**
   * Listens to these PVs, which were located, and to no others. Of a PVI its content counts, of others the metadata.
   * Resolves when no change of them is missed from then on; one of which nothing is heard is told when it is.
   */
  follow(pvs: ReadonlyMap<string, 'pvi' | 'pv'>, io: Io): Promise<void>;
  stop(): void;
}

/**
 * A wire of EPICS as a pull uses it: types, metadata and the fields of records, all in bulk. It asks for no value of a
 * PV but those that are configuration, and puts nothing.
 */
export interface Wire {
  /** All that the servers have. Where they are searched for, those that are expected are waited for. */
  list(expected: readonly string[], io: Io): Promise<readonly ServerNames[]>;
  locate(pvs: readonly string[], io: Io): Promise<ReadonlyMap<string, Located>>;
  /** `texts` are those of the PVs that are texts, where the wire has characters. */
  describe(pvs: readonly string[], texts: ReadonlySet<string>, io: Io): Promise<ReadonlyMap<string, Shown>>;
  /** Fields of located records, by their names `PV.FIELD`; those that cannot be had are left out. */
  fields(names: readonly string[], io: Io): Promise<ReadonlyMap<string, string | number>>;
  /** Those of these PVs that the server, which is there, says it does not have. */
  lacks(pvs: readonly string[], server: string, io: Io): Promise<readonly string[]>;
  walk(pviPvs: readonly string[], io: Io): Promise<ReadonlyMap<string, PviWalk>>;
  watch(handler: WatchHandler): WireWatch;
  warnings(): readonly DevgenError[];
  close(): Promise<void>;
}
