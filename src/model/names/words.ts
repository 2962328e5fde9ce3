const IDENTIFIER = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u;
/** Nearly all of them are of this kind, and a hundred thousand are looked at. */
const PLAIN = /^[A-Za-z$_][\w$]*$/;
/** A run of capitals before a capitalised word, a word, a run of capitals; digits stay with what is before them. */
const WORD = /\p{Lu}+(?!\p{Ll})[\p{Nd}\p{M}]*|\p{Lu}?[\p{Ll}\p{Lo}\p{Lm}\p{Lt}\p{M}]+[\p{Nd}\p{M}]*|\p{Nd}+/gu;

export function isIdentifier(text: string): boolean {
  return PLAIN.test(text) || IDENTIFIER.test(text);
}

/** The words of a wire name: `HVEnable` is `HV`, `Enable`; `long64_scalar` is `long64`, `scalar`. */
export function wordsOf(text: string): readonly string[] {
  return text.match(WORD) ?? [];
}

export function camelCase(text: string): string {
  const [first, ...rest] = wordsOf(text);
  return first === undefined ? '' : first.toLowerCase() + rest.map(capitalise).join('');
}

/** As written where it is one already: `HVSupply` stays, `SEQ` is `Seq`. */
export function pascalCase(text: string): string {
  return /^[A-Z](?=.*[a-z])[A-Za-z0-9]*$/.test(text) ? text : wordsOf(text).map(capitalise).join('');
}

/** `TangoTest2` is `tango-test2`. */
export function kebabCase(text: string): string {
  return wordsOf(text)
    .map((word) => word.toLowerCase())
    .join('-');
}

function capitalise(word: string): string {
  const [first = '', ...rest] = word;
  return first.toUpperCase() + rest.join('').toLowerCase();
}
