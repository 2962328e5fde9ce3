/** Signals that are computed from other signals. */
export { derivedSignal, type Computed, type Inverted, type TypeOf } from './derived-signal.ts';
export { derivedSignals, type DerivedSignalsOptions, type Transform } from './derived-signals.ts';
export type { Parts, PartValues, PartWrites } from './parts.ts';
export { MembersError } from '../support/members-error.ts';
