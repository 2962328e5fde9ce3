/**
 * Letters that names are not made of. Beyond the Basic Multilingual Plane, and here: every Unicode has more of them, and
 * neither the compiler's nor an older Node's is the latest; a name must not depend on who gives it. And those that nobody
 * sees.
 */
const LATE = String.raw`\u088f\u0897\u0c5c\u0cdc\u1acf-\u1aeb\u1c89-\u1c8a\ua7cb-\ua7cf\ua7d2\ua7d4\ua7da-\ua7dc\ua7f1`;
const UNUSABLE = new RegExp(String.raw`[^\p{ID_Continue}$]|[\u{10000}-\u{10ffff}${LATE}]|\p{DI}`, 'u');
const EVERY_UNUSABLE = new RegExp(UNUSABLE, 'gu');
const ASCII_IDENTIFIER = /^[A-Za-z_$][\w$]*$/;

/** The text with `instead` for everything that can be in no name; letters with marks are one letter where there is one. */
export function usableLetters(text: string, instead: string): string {
  return text.normalize('NFC').replace(EVERY_UNUSABLE, instead);
}

export function isIdentifier(text: string): boolean {
  return ASCII_IDENTIFIER.test(text) || (/^[\p{ID_Start}$_]/u.test(text) && !UNUSABLE.test(text));
}

/** In lower case, where that is a letter that names are made of. */
export function lowered(text: string): string {
  return usableOr(text, text.toLowerCase());
}

/** As {@link lowered}, in upper case. */
export function raised(text: string): string {
  return usableOr(text, text.toUpperCase());
}

function usableOr(text: string, changed: string): string {
  return UNUSABLE.test(changed) ? text : changed;
}
