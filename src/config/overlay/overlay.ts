import type { Role } from '@devgen/runtime';
import type { Where } from '../config.ts';

/** Something written in the config, and where. */
export interface Placed<T> {
  readonly value: T;
  readonly where: Where;
}

/** What the user says otherwise of generated classes: in the order of the file, classes first. */
export type Overlay = readonly OverlayEntry[];

export interface OverlayEntry {
  readonly kind: 'class' | 'device';
  /** A name or a glob. */
  readonly target: string;
  readonly where: Where;
  readonly document?: Placed<string> | undefined;
  readonly extends?: Placed<Extension> | undefined;
  readonly members: readonly OverlayMember[];
}

/** A user's own subclass. */
export interface Extension {
  /** As a generated file imports it, with the extension that it has. */
  readonly path: string;
  readonly name: string;
}

export interface OverlayMember {
  /** A name in TypeScript, a wire name, or a glob of either. */
  readonly target: string;
  readonly where: Where;
  readonly rename?: Placed<string> | undefined;
  readonly hide?: Placed<boolean> | undefined;
  readonly document?: Placed<string> | undefined;
  readonly role?: Placed<Role> | undefined;
  readonly retype?: Placed<Retype> | undefined;
}

export interface Retype {
  readonly access?: 'r' | 'w' | undefined;
  /** Of the numbers 0, 1, 2, … or of `false` and `true`. */
  readonly labels?: readonly string[] | undefined;
  /** Of a 64-bit integer. */
  readonly type?: 'number' | undefined;
}

/** All that decides what becomes of a lock, without the places: for a hash. */
export function overlayText(overlay: Overlay): string {
  return JSON.stringify(overlay, (key, value: unknown) => (key === 'where' ? undefined : value));
}
