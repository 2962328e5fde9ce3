/** Tango's texts are ISO 8859-1 and end at a NUL. */
export function isTangoText(value: unknown): value is string {
  return typeof value === 'string' && Array.from(value).every(fits);
}

/** The text with a question mark for what cannot be sent. */
export function tangoText(text: string): string {
  return Array.from(text, (character) => (fits(character) ? character : '?')).join('');
}

function fits(character: string): boolean {
  return character > '\0' && character <= '\u00ff';
}
