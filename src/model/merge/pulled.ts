import type { DevgenError, Live } from '@devgen/runtime';

/** A device that a source listed; structurally what `sources/` calls `Found`. */
export interface ListedDevice {
  readonly device: string;
  /** The control system's class of it, without the world. */
  readonly class: string;
  readonly running: boolean;
  readonly alias?: string;
  readonly server?: string;
}

/** What a device showed, or why not; structurally what `sources/` calls `Described`. */
export type PulledDevice =
  | {
      readonly ok: true;
      readonly found: ListedDevice;
      readonly live: Live;
      readonly doc?: string;
      readonly labelSets?: ReadonlyMap<string, readonly string[]>;
      readonly names?: ReadonlyMap<string, string>;
    }
  | { readonly ok: false; readonly found: ListedDevice; readonly error: DevgenError };

/** One source as a pull saw it. */
export type PulledSource = {
  /** The name that `devgen.yaml` gives it. */
  readonly name: string;
  readonly kind: string;
} & (
  | {
      /** Every device of the source, asked or not. */
      readonly listed: readonly ListedDevice[];
      /** Those that were asked. A listed device that is neither here nor running is "not running". */
      readonly described: readonly PulledDevice[];
      /** Those that were found, where the address names none. */
      readonly servers?: readonly string[];
      /** What is no error of a device. */
      readonly warnings?: readonly DevgenError[];
    }
  /** The source itself could not be reached: all its devices keep their entries. */
  | { readonly error: DevgenError }
);

export interface MergeOptions {
  /** Whether this pull was to look at the device; all by default. Others stay as they are. */
  readonly covers?: (source: string, device: string) => boolean;
  /** `wire` keeps the wire's names where they are identifiers; the default is camelCase. */
  readonly naming?: Naming;
}

export type Naming = 'camel' | 'wire';

/** A device and its source. */
export interface DeviceRef {
  readonly source: string;
  readonly device: string;
}

export interface UnreachableDevice extends DeviceRef {
  /** Kept with this class; `undefined`: it has never been seen, so it has no entry. */
  readonly class: string | undefined;
  readonly error: DevgenError;
  readonly server?: string;
}

export interface MovedDevice extends DeviceRef {
  readonly from: string;
  readonly to: string;
}

/** What a merge did, for people and for exit codes. Every list is sorted. */
export interface MergeReport {
  readonly added: readonly DeviceRef[];
  /** Devices whose class name is another than before. */
  readonly moved: readonly MovedDevice[];
  readonly unreachable: readonly UnreachableDevice[];
  /** Listed by nobody any more, newly so in this pull. */
  readonly gone: readonly DeviceRef[];
  /** Marked gone before, and listed again. */
  readonly returned: readonly DeviceRef[];
  /** Defined, not running, without an entry: a number a source. */
  readonly neverRunning: ReadonlyMap<string, number>;
  /** Entries that the globs left out. */
  readonly outside: number;
  readonly classes: {
    readonly added: readonly string[];
    /** The interface of the name is another. */
    readonly changed: readonly string[];
    /** Only details changed. */
    readonly detail: readonly string[];
    /** Names without a device. */
    readonly retired: readonly string[];
  };
  /** Class names that a person may now want to change. */
  readonly renames: readonly Rename[];
  readonly warnings: readonly MergeWarning[];
}

export interface Rename {
  readonly from: string;
  readonly to: string;
}

export interface MergeWarning {
  readonly class: string;
  /** Wire name. */
  readonly member: string;
  readonly text: string;
}
