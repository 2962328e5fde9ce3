import type { DeviceRef } from '../merge/pulled.ts';
import type { Rule, Severity } from './rules.ts';

/** A word, or the words in their order: labels, fields, keys. */
export type Words = string | readonly string[];

/** One thing that is otherwise on the newer side, without the devices that show it. */
export interface Change {
  readonly rule: Rule;
  readonly severity: Severity;
  /** As the older side names it; of what is new, as the newer side does. */
  readonly class: string;
  /** Dotted path within a device (`seq.*.table`); of a new member, its wire name. */
  readonly member?: string;
  /** Wire name of the member, relative to the device or block that holds it. */
  readonly source?: string;
  /** Which fact of a `DETAIL`: `limits.control`. */
  readonly detail?: string;
  /** What the older side says; absent where it says nothing. */
  readonly before?: Words;
  /** What the newer side says. */
  readonly after?: Words;
  /** Of a missing member: the newer side's name most like it. */
  readonly nearest?: string;
}

/** A change with every device that shows it. */
export interface Difference extends Change {
  readonly devices: readonly DeviceRef[];
  /** Of a breaking one that does not count as that: `breaking:` or `ignore:` of the config says so. */
  readonly ignored?: true;
}
