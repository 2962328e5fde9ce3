import type { SourceSettings } from '../source-kind.ts';

/** How a setpoint and its readback are told from their names. */
export interface SuffixPair {
  readonly set: string;
  readonly read: string;
}

export interface DeviceRule {
  readonly pv: string;
  readonly class?: string;
  readonly rename?: Readonly<Record<string, string>>;
}

export interface DatabaseSettings {
  readonly file: string;
  readonly macros?: Readonly<Record<string, string>>;
  readonly path?: readonly string[];
}

export type Access = 'r' | 'w' | 'rw' | 'x';

/** What an entry of `devgen.yaml` says of EPICS, beside what every source has. */
export interface EpicsOptions {
  readonly pvi?: readonly string[];
  readonly pvs?: readonly string[];
  readonly lists?: readonly string[];
  readonly databases?: readonly DatabaseSettings[];
  readonly devices?: readonly DeviceRule[];
  readonly ignore?: readonly string[];
  readonly separators?: string;
  readonly pairs?: readonly SuffixPair[];
  readonly access?: Readonly<Record<string, Access>>;
}

/** The part of the settings that EPICS alone has; the schema has vouched for its form. */
export function epicsOptions({ options }: SourceSettings): EpicsOptions {
  return (options ?? {}) as EpicsOptions;
}
