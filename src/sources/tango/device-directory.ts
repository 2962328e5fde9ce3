import type { Io } from '@devgen/runtime';
import type { DeviceProxy } from '@devgen/runtime/tango';
import type { Found } from '../source.ts';

/** Who knows which devices there are, and where each of them is. */
export interface DeviceDirectory {
  list(io: Io): Promise<readonly Found[]>;
  /** A device that was listed; nothing is asked of it yet. */
  device(found: Found): DeviceProxy;
  /** Where the device's server runs, as far as that can be told without asking. */
  hostOf(found: Found): string | undefined;
  /** Another text after a restart of the device, where the directory knows of restarts. */
  mark(found: Found): string;
}
