import type { Meta } from '../../../core/contract/meta.ts';
import type { CommandSpec, SignalSpec } from '../../../core/contract/spec.ts';
import type { TableShown } from '../introspect/shown.ts';

/** How a member stands on the wire, beside its name. */
export type Form =
  /** `NAME?` and `NAME=`, one text. */
  | { readonly kind: 'text' }
  /** A text that is a bit of the bus, whose changes between two polls the box remembers. */
  | { readonly kind: 'bit' }
  /** The same of several lines. */
  | { readonly kind: 'lines' }
  /** In the unit that `NAME.UNITS` says now; so many ticks at most. */
  | { readonly kind: 'time'; readonly maxTicks: number }
  /** Of a position: counts times `SCALE` plus `OFFSET`. */
  | { readonly kind: 'scaled'; readonly of: string }
  /** Words that may be captured together. */
  | { readonly kind: 'keywords' }
  | { readonly kind: 'table'; readonly table: TableShown }
  /** `NAME=`, with nothing behind it. */
  | { readonly kind: 'action' };

/** A member of a block, the same for all of its instances. */
export interface BlockMember {
  readonly spec: SignalSpec | CommandSpec;
  readonly meta: Meta;
  readonly form: Form;
  /** The name on the wire, where it is not the block's with the source behind a dot. */
  readonly wire?: (block: string, instance: number) => string;
}
