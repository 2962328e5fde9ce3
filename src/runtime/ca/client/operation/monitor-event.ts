import type { DevgenError } from '../../../core/contract/errors.ts';
import type { CaData } from '../../codec/value/ca-data.ts';
import type { ValueOptions } from './value-request.ts';

/** A value that changed, never to be changed again. */
export interface MonitorUpdate extends CaData {
  readonly kind: 'update';
  /** Updates that were left out here before this one, as nobody took them. */
  readonly skipped: number;
}

/** The server is gone; a value will come when it is back. */
export interface MonitorLoss {
  readonly kind: 'disconnected';
  readonly why: DevgenError;
}

/** The server refuses to show a value now; where it may not be read, one comes when it may. */
export interface MonitorFailure {
  readonly kind: 'failed';
  readonly error: DevgenError;
}

export type MonitorEvent = MonitorUpdate | MonitorLoss | MonitorFailure;

/** What a monitor tells of. */
export type MonitorMask = 'value' | 'log' | 'alarm' | 'property';

export interface MonitorOptions extends ValueOptions {
  /** Values and alarms by default; `property` tells of units, limits and labels, `log` of what archivers keep. */
  readonly mask?: readonly MonitorMask[];
}

export interface UpdatesOptions extends MonitorOptions {
  /** Updates that wait here for who takes them; 4 by default. */
  readonly queueSize?: number;
}

export interface MonitorStats {
  /** Updates that came. */
  readonly updates: number;
  /** Updates that were left out here. */
  readonly skipped: number;
  /** Most that waited here at a time. */
  readonly longestQueue: number;
}
