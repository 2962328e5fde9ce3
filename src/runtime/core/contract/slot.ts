import type { DevgenError } from './errors.ts';
import type { Backend, Link } from './seam.ts';
import type { CommandSpec, MemberSpec, SignalSpec } from './spec.ts';

/** What stands behind a member: nothing yet, a live backend, or the reason why this member cannot work. */
export type Binding =
  | { readonly state: 'unbound' }
  | { readonly state: 'bound'; readonly backend: Backend; readonly link: Link }
  | { readonly state: 'failed'; readonly error: DevgenError };

/** The device's side of a member: it names and binds; the member itself only reads. */
export interface Slot {
  readonly spec: SignalSpec | CommandSpec;
  /** Dotted path from the root of the tree. */
  name: string;
  /** What is known of the wire address before connect. */
  address: string;
  binding: Binding;
  /** The member as it is asked of a link that shows `live`: {@link spec}, or what its class's `conversions` make of it. */
  asked(live: MemberSpec): SignalSpec | CommandSpec;
  /** Bound for life from its birth (a soft or derived signal): connecting only names it. */
  readonly selfBound?: true;
  /** Of a derived signal, what it is computed from, by the names that it knows them by: connecting goes there too. */
  readonly parts?: ReadonlyMap<string, Slotted>;
  /** Why a derived signal cannot work although it is bound: the error of a part that is not. */
  missing?(): DevgenError | undefined;
  /** Called after {@link binding} was replaced: running observations move to the new backend. */
  rebound(): void;
  /** Ends every observation and pending wait with the error. */
  dispose(error: DevgenError): void;
}

/** Where a signal or command keeps its {@link Slot}. */
export const slot: unique symbol = Symbol.for('devgen.slot') as never;

export interface Slotted {
  readonly [slot]: Slot;
}
