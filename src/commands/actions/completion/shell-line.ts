/** A command line up to the cursor, as a shell takes it apart. */
export interface ShellLine {
  /** Without quotes; the last one is at the cursor, and may be empty. */
  readonly words: readonly string[];
  /** The quote that is open at the cursor. */
  readonly quote: '"' | "'" | '';
  /** How much of the last word stands before the part that bash puts another text for. */
  readonly kept: number;
}

/** `breaks` are the characters at which bash begins a new part of a word: those of COMP_WORDBREAKS. */
export function shellLine(line: string, breaks = ''): ShellLine {
  const words: string[] = [];
  let word: string | undefined;
  let quote: ShellLine['quote'] = '';
  let kept = 0;
  const add = (text: string): void => {
    word = (word ?? '') + text;
  };
  for (let at = 0; at < line.length; at++) {
    const character = line[at] ?? '';
    if (quote === "'" ? character === quote : quote !== '' && character === quote) {
      quote = '';
      kept = word?.length ?? 0;
    } else if (character === '\\' && quote !== "'") {
      const next = line[++at] ?? '';
      add(quote === '"' && !/["\\$`]/.test(next) ? character + next : next);
    } else if (quote !== '') add(character);
    else if (character === '"' || character === "'") {
      quote = character;
      add('');
      kept = word?.length ?? 0;
    } else if (/\s/.test(character)) {
      if (word !== undefined) words.push(word);
      word = undefined;
      kept = 0;
    } else {
      add(character);
      if (breaks.includes(character)) kept = word?.length ?? 0;
    }
  }
  return { words: [...words, word ?? ''], quote, kept };
}

/** The rest of a word, as it may follow in bash what is kept of the line. */
export function bashRest(value: string, { quote, kept }: ShellLine): string {
  const rest = value.slice(kept);
  if (quote === "'") return rest.replaceAll("'", String.raw`'\''`);
  return quote === '"' ? rest.replaceAll(/["\\$`]/g, '\\$&') : rest.replaceAll(/[^\w./:=@,+%^-]/gu, '\\$&');
}
