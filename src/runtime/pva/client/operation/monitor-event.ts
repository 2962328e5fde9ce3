import type { DevgenError } from '../../../core/contract/errors.ts';
import type { BitSet } from '../../codec/wire/bit-set.ts';
import type { PvaData } from './data.ts';

/** A value that changed: whole, never to be changed again. */
export interface MonitorUpdate extends PvaData {
  readonly kind: 'update';
  /** Fields that changed more than once since the last update, as the server tells; pvxs never does. */
  readonly overrun: BitSet;
  /** Updates that were left out here before this one, as nobody took them. */
  readonly skipped: number;
}

/** The server is gone; a whole value will come when it is back. */
export interface MonitorLoss {
  readonly kind: 'disconnected';
  readonly why: DevgenError;
}

/** `finished`: the server has no more. `failed`: the server refused to monitor this. Nothing comes after these. */
export type MonitorEvent =
  | MonitorUpdate
  | MonitorLoss
  | { readonly kind: 'finished' }
  | { readonly kind: 'failed'; readonly error: DevgenError };

export interface MonitorOptions {
  /** What to monitor: `field(value,alarm)`; everything by default. */
  readonly request?: string;
  /** Updates that the server keeps for a slow client; with `pipeline` also how many may be under way; 4 by default. */
  readonly queueSize?: number;
  /** The server sends no more than is taken: nothing is lost and nobody is flooded. */
  readonly pipeline?: boolean;
}

export interface MonitorStats {
  /** Updates that came. */
  readonly updates: number;
  /** Those of them before which the server had left out others. */
  readonly overruns: number;
  /** Updates that were left out here. */
  readonly skipped: number;
  /** Most that waited here at a time. */
  readonly longestQueue: number;
}
