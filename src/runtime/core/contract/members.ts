import type { LiveMeta, Meta } from './meta.ts';
import type { Reading } from './reading.ts';
import type { ObserveOptions } from './seam.ts';
import type { ValueType } from './spec.ts';

/** How long, and until when, one call may take. */
export interface CallOptions {
  /** Milliseconds; the default is 3 000. */
  readonly deadline?: number;
  readonly signal?: AbortSignal;
}

export interface GetOptions extends CallOptions {
  /** Ask the server even when an observed value is at hand. */
  readonly fresh?: boolean;
}

export interface SetOptions extends CallOptions {
  /** `false`: done when sent, instead of when the server says that it is done. */
  readonly wait?: boolean;
}

export interface ObserveCallOptions extends ObserveOptions {
  /** Ends the iteration, without an error. */
  readonly signal?: AbortSignal;
  /** Readings kept for a slow consumer, the oldest dropped first and counted in `missed`; 1 000 by default. */
  readonly queue?: number;
}

/** Metadata in the form of a Bluesky data key. An extent that is not fixed is `null`. */
export interface DataKey {
  readonly source: string;
  readonly dtype: 'boolean' | 'integer' | 'number' | 'string' | 'array';
  readonly dtype_numpy?: string;
  readonly shape: readonly (number | null)[];
  readonly units?: string;
  readonly precision?: number;
  readonly choices?: readonly string[];
  readonly limits?: Meta['limits'];
}

/** What every signal has. */
export interface SignalBase {
  readonly kind: 'r' | 'w' | 'rw';
  /** Dotted path from the root of the tree: `stage.x.position`. */
  readonly name: string;
  /** Full wire address once connected, else what is known of it. */
  readonly source: string;
  readonly type: ValueType;
  /** That of connect, which follows the server; over PV Access, of what is not observed, from the first look on. */
  readonly meta: LiveMeta;
  /** Waits for nothing: it is made of {@link meta}. */
  describe(): Promise<DataKey>;
}

export interface SignalR<out T> extends SignalBase {
  readonly kind: 'r' | 'rw';
  /** The value. Of an observed signal the last event, without a packet; rejects while the link is lost. */
  get(options?: GetOptions): Promise<T>;
  /** As {@link get}, with time and severity; resolves to `ok: false` where the server has no value. */
  reading(options?: GetOptions): Promise<Reading<T>>;
  /**
   * The current reading, then every change. Leaving the loop ends the subscription, and so does `signal`, without an
   * error; when the device is disposed or its connector closed, the loop throws LINK.CLOSED.
   */
  observe(options?: ObserveCallOptions): AsyncIterableIterator<Reading<T>>;
}

export interface SignalW<in T> extends SignalBase {
  readonly kind: 'w' | 'rw';
  /** Resolves when the server says that it is done. A write that timed out is never sent again. */
  set(value: T, options?: SetOptions): Promise<void>;
}

/** Invariant in `T`: without it a signal of other labels could be assigned. */
export interface SignalRW<in out T> extends SignalR<T>, SignalW<T> {
  readonly kind: 'rw';
  /** What was last asked for, as the server keeps it. */
  setpoint(options?: CallOptions): Promise<T>;
}

/** Something to execute. `Command<void, void>` takes no argument. */
export interface Command<in A, out R> {
  readonly kind: 'command';
  readonly name: string;
  readonly source: string;
  readonly in: ValueType | undefined;
  readonly out: ValueType | undefined;
  readonly meta: LiveMeta;
  /** Never sent twice, whatever happens to the connection. */
  execute(argument: A, options?: CallOptions): Promise<R>;
}

/** A member that no class declares: typed by the live system only. */
export type ExtraMember = SignalRW<unknown> | Command<unknown, unknown>;
