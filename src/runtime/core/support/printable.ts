/** Names and labels come from the wire: nothing in them may start a line of its own or colour a terminal. */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, escapeCharacter);
}

/** As {@link printable}, for a text of several lines. */
export function printableLines(text: string): string {
  return text.replace(/(?![\n\t])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, escapeCharacter);
}

function escapeCharacter(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}

const most = 8;

/** Words in one line; of a long list its beginning. */
export function listOf(words: string | readonly string[] | undefined): string {
  if (words === undefined) return 'nothing';
  if (typeof words === 'string') return printable(words);
  if (words.length === 0) return 'none';
  return andMore(words.map(printable), most);
}

/** `a, b and 7 more` */
export function andMore(words: readonly string[], limit: number): string {
  if (words.length <= limit) return words.join(', ');
  return `${words.slice(0, limit).join(', ')} and ${words.length - limit} more`;
}
