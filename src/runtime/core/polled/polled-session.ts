import type { Reading } from '../contract/reading.ts';
import type { Connector, Io, Live, PutOptions } from '../contract/seam.ts';
import type { CommandSpec, SignalSpec } from '../contract/spec.ts';

/** A member, and the blocks that lead to it. */
export interface Target {
  readonly path: readonly (string | number)[];
  /** As its class declares it. */
  readonly member: SignalSpec | CommandSpec;
  /** As the device shows it now: labels are sent and read by the index that they have here. */
  readonly live: SignalSpec | CommandSpec;
}

/** One connection of a protocol that has no events, or whose events are not used. */
export interface Session {
  readonly live: Live;
  /** Resolves when the connection is gone, with the reason; must not reject. */
  readonly gone: Promise<Error>;
  /** Readings in the order asked. Rejects when there is no answer at all. */
  read(targets: readonly Target[], io: Io): Promise<readonly Reading[]>;
  write?(target: Target, value: unknown, io: Io, how?: PutOptions): Promise<void>;
  setpoint?(target: Target, io: Io): Promise<unknown>;
  execute?(target: Target, argument: unknown, io: Io): Promise<unknown>;
  close(): void | Promise<void>;
}

export interface PolledLinkOptions {
  /** Address of the device for messages: `ascii://host:4000/device`. */
  readonly source: string;
  /** Milliseconds between polls, for those who name no period; 1 000 by default. */
  readonly period?: number | undefined;
  /** Milliseconds that opening a lost connection again may take; 10 000 by default. */
  readonly reopen?: number | undefined;
  /** As in the connector: the wire name itself, with `()` for a command, if absent. */
  readonly key?: Connector['key'] | undefined;
  /** Address of a member, where it is not its path behind {@link source}. */
  address?(target: Target): string;
}
