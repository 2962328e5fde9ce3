import type { DevgenError } from '../contract/errors.ts';
import type { WireKey } from '../compare/join.ts';
import type { Link } from '../contract/seam.ts';
import type { DeviceSpec } from '../contract/spec.ts';

/** What one comparison gave to a whole device. */
export interface Judgement {
  readonly link: Link;
  readonly key: WireKey;
  /** By member path: why it cannot work. */
  readonly errors: ReadonlyMap<string, DevgenError>;
}

/** The place of a device or part in the live system. */
export interface Scope {
  readonly judgement: Judgement;
  /** Absent when the live system lacks this part. */
  readonly live: DeviceSpec | undefined;
  /** From the device to this part, in wire names. */
  readonly path: readonly (string | number)[];
  /** From the device to this part, in member names: empty or with a dot at its end. */
  readonly prefix: string;
  /** Why nothing here can work. */
  readonly error: DevgenError | undefined;
}
