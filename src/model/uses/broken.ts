import type { Words } from '../diff/difference.ts';
import type { Rule } from '../diff/rules.ts';
import type { DeviceRef } from '../merge/pulled.ts';

/** What became of a name: of which difference it follows. */
export interface Fate {
  readonly rule: Rule;
  /** As the older side names it. */
  readonly class: string;
  /** Dotted path within a device. */
  readonly member?: string;
  /** `removed`, `renamed to position`, `type f64 -> i32`. */
  readonly became: string;
  readonly before?: Words;
  readonly after?: Words;
  /** The devices that show it, where the others of their class do not. */
  readonly devices?: readonly DeviceRef[];
}

/** Something in the older package's code that code of a user may name, and that a breaking difference touches. */
export type Broken = { readonly fate: Fate } & (
  | {
      /** A class or a type, by its file within the package without the ending. */
      readonly kind: 'export';
      readonly stem: string;
      readonly name: string;
    }
  | {
      /** A constant of labels, which is still there: only code that reads it counts. */
      readonly kind: 'constant';
      readonly stem: string;
      readonly name: string;
    }
  | {
      /** A member of a class, or a field of an interface. */
      readonly kind: 'member';
      readonly stem: string;
      readonly of: string;
      readonly name: string;
    }
  | {
      /** A label of a set; `mark` tells the sets apart. */
      readonly kind: 'label';
      readonly mark: string;
      readonly name: string;
    }
  | {
      /** The name of a device. */
      readonly kind: 'device';
      readonly name: string;
    }
  | {
      /** A name of a device that may be any other word. */
      readonly kind: 'alias';
      readonly name: string;
    }
);
