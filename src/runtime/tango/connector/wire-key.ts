import { memberKey } from '../../core/support/member-key.ts';

/** Folds a Tango name as its servers do: A to Z only, so that no other letter of Latin-1 changes. */
export function foldName(name: string): string {
  return name.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

/** The key of a member within its device: `temp` for an attribute, `temp()` for a command. */
export function wireKey(source: string, kind: 'signal' | 'command' | 'block'): string {
  return memberKey(foldName(source), kind);
}
