/** Tango's texts are ISO 8859-1 and end at a NUL. */
export function isTangoText(value: unknown): value is string {
  if (typeof value !== 'string') return false;
  for (let at = 0; at < value.length; at++) if (!fits(value.charCodeAt(at))) return false;
  return true;
}

/** The text with a question mark for what cannot be sent. */
export function tangoText(text: string): string {
  return Array.from(text, (character) => (fits(character.codePointAt(0) ?? 0) ? character : '?')).join('');
}

function fits(code: number): boolean {
  return code > 0 && code <= 0xff;
}
