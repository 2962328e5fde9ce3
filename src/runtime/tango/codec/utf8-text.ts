const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * A text that was read as Latin-1, as all of Tango's are, though PyTango sends some as UTF-8. What a person writes in
 * Latin-1 is as good as never valid UTF-8, so what is valid is taken for it.
 */
export function utf8Text(latin1: string): string {
  if (!/[\u0080-\u00ff]/.test(latin1)) return latin1;
  try {
    return utf8.decode(Uint8Array.from(latin1, (character) => character.charCodeAt(0)));
  } catch {
    return latin1;
  }
}
