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
  readonly retype?: PlacedRetype | undefined;
}

export interface PlacedRetype extends Placed<Retype> {
  /** Of a key inside it. */
  readonly whereOf: (path: readonly string[]) => Where;
}

export interface Retype extends RetypeValue {
  /** Of a signal. */
  readonly access?: 'r' | 'w' | undefined;
  /** Of a command. */
  readonly in?: RetypeValue | undefined;
  readonly out?: RetypeValue | undefined;
}

export interface RetypeValue {
  /** Of the numbers 0, 1, 2, … or of `false` and `true`. */
  readonly labels?: readonly string[] | undefined;
  /** Of a 64-bit integer. */
  readonly type?: 'number' | undefined;
  /** Of the columns of a table, the members of a structure, the arms of a union. */
  readonly fields?: Readonly<Record<string, RetypeValue>> | undefined;
}

/** All that decides what becomes of a lock, without the places: for a hash. */
export function overlayText(overlay: Overlay): string {
  return JSON.stringify(overlay, (key, value: unknown) => (key === 'where' ? undefined : value));
}
