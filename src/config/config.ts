import type { Layout } from '../model/names/class-paths.ts';
import type { Overlay } from './overlay/overlay.ts';

/** A place in the config file; lines and columns count from 1. */
export interface Where {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
}

/** A glob that chooses among the devices of a source or for a package, and where it stands. */
export interface PlacedGlob {
  readonly key: 'include' | 'exclude' | 'classes' | 'excludeClasses';
  readonly glob: string;
  readonly where: Where;
}

/** One control system to pull. */
export interface SourceConfig {
  readonly name: string;
  readonly kind: string;
  /** As written: `${NAME}` is replaced only when the source is opened, so that offline commands need no environment. */
  readonly address: string;
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly classes: readonly string[];
  readonly excludeClasses: readonly string[];
  /** Those of the four lists, for messages. */
  readonly globs: readonly PlacedGlob[];
  /** Of the address. */
  readonly where: Where;
  /** What the entry says beside all that, of the form that the schema of its kind gives it. */
  readonly options: Readonly<Record<string, unknown>>;
  /** Of a part of the entry. */
  readonly whereOf: (...path: readonly (string | number)[]) => Where;
}

/** The ending of relative imports. */
export type ImportExtension = 'ts' | 'js' | 'none';

/** Which of what the sources have is in a package. */
export interface OutputSelection {
  /** Globs. */
  readonly sources: readonly string[];
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly classes: readonly string[];
  readonly excludeClasses: readonly string[];
  /** The four of devices and classes, for messages. */
  readonly globs: readonly PlacedGlob[];
}

/** A generated package. */
export interface OutputConfig extends OutputSelection {
  /** Absolute. */
  readonly dir: string;
  readonly package: string;
  /** What `auto` came to, where the config says that. */
  readonly importExtension: ImportExtension;
  readonly layout: Layout;
}

/** Differences that somebody has looked at and that count as breaking no more. */
export interface IgnoreConfig {
  /** A rule of a diff. */
  readonly rule: string;
  /** Globs. */
  readonly device?: string;
  readonly class?: string;
  readonly member?: string;
  readonly where: Where;
}

export type Naming = 'camel' | 'wire';

/** `devgen.yaml`, checked, with absolute paths and defaults filled in. */
export interface Config {
  readonly file: string;
  readonly folder: string;
  readonly sources: readonly SourceConfig[];
  /** One, or in the order of the list that `output` is. */
  readonly packages: readonly [PackageConfig, ...PackageConfig[]];
  /** Whether `output` is a list: then answers are lists too, also of one package. */
  readonly isList: boolean;
  readonly naming: Naming;
  /** Absolute. */
  readonly templates: string | undefined;
  /** Globs of devices whose absence is no finding. */
  readonly offline: readonly string[];
  /** Categories and rules of a diff that count as breaking. */
  readonly breaking: readonly string[];
  readonly ignore: readonly IgnoreConfig[];
}

/** What a config says of one of its packages. */
export interface PackageConfig extends Omit<Config, 'packages'> {
  readonly output: OutputConfig;
  readonly overlay: Overlay;
  /** The keys that lead to the overlay, from the top of the config. */
  readonly overlayPath: readonly (string | number)[];
}
