import type { AttributeConfig, AttrQuality, CommandInfo, DevState } from '@devgen/runtime/tango/codec';

/** An attribute of one device. */
export interface BoundAttribute {
  readonly config: AttributeConfig;
  /** A value of the attribute's type; undefined is none. */
  readonly read?: () => unknown;
  readonly write?: (value: unknown) => unknown;
  /** What the alarm levels say when absent or undefined. */
  readonly quality: () => AttrQuality | undefined;
  readonly isAllowed: () => boolean;
}

/** A command of one device. */
export interface BoundCommand {
  readonly info: CommandInfo;
  readonly run: (argument: unknown) => unknown;
  readonly isAllowed: () => boolean;
}

/** What one device does. */
export interface DeviceBehaviour {
  readonly state: () => DevState;
  readonly status: () => string | undefined;
  readonly attributes: readonly BoundAttribute[];
  readonly commands: readonly BoundCommand[];
}
