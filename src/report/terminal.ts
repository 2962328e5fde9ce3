/** Colours, links, and what a terminal obeys or a reader cannot see: control characters, line ends, marks of direction. */
// oxlint-disable-next-line no-control-regex -- it is these that must be told apart
const SEQUENCE_OR_UNSEEN = /\u001b\[[\d;]*m|\u001b\]8;;[!-~]*?\u001b\\|[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/**
 * An answer as it may be written, whatever text from the wire came into it: lines, colours, the links that were made for
 * it, and nothing else unseen.
 */
export function terminalText(text: string, isMade: (escape: string) => boolean = () => false): string {
  return text.replaceAll(SEQUENCE_OR_UNSEEN, (found) => {
    if (found === '\n' || found.startsWith('\u001b[') || isMade(found)) return found;
    return found.length === 1 ? ' ' : ` ${terminalText(found.slice(1))}`;
  });
}

/** JSON for programs, at which people look too: what a terminal would obey is escaped. */
export function jsonText(value: unknown, indent: number | undefined = 2): string {
  return JSON.stringify(value, undefined, indent).replaceAll(/(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, escapeCharacter);
}

function escapeCharacter(character: string): string {
  return character.split('').map(escapeUnit).join('');
}

function escapeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
