/** Values by macro name. */
export type Macros = ReadonlyMap<string, string>;

/** Macros may stand in the values of macros; deeper than this they turn in circles. */
const DEEPEST = 16;

/**
 * The text with `$(NAME)`, `${NAME}` and `$(NAME=default)` replaced; macros may stand in names and defaults. One that has
 * neither value nor default stays as it is.
 */
export function expandMacros(text: string, macros: Macros, depth = 0): string {
  if (depth > DEEPEST || !text.includes('$')) return text;
  let expanded = '';
  let at = 0;
  for (;;) {
    const begin = text.slice(at).search(/\$[({]/);
    if (begin < 0) return expanded + text.slice(at);
    const open = at + begin;
    const end = closing(text, open + 1);
    if (end < 0) return expanded + text.slice(at);
    expanded += text.slice(at, open) + valueOf(text.slice(open, end + 1), macros, depth);
    at = end + 1;
  }
}

/** The first macro of the text that is left, if any. */
export function unresolved(text: string): string | undefined {
  return /\$[({]([^){}(]*)[)}]/.exec(text)?.[0];
}

function valueOf(reference: string, macros: Macros, depth: number): string {
  const inner = reference.slice(2, -1);
  const equals = topLevel(inner, '=');
  const name = expandMacros(equals < 0 ? inner : inner.slice(0, equals), macros, depth + 1);
  const value = macros.get(name.trim());
  if (value !== undefined) return expandMacros(value, without(macros, name.trim()), depth + 1);
  if (equals < 0) return reference;
  const rest = inner.slice(equals + 1);
  const comma = topLevel(rest, ',');
  return expandMacros(comma < 0 ? rest : rest.slice(0, comma), macros, depth + 1);
}

/** Within its own value a macro means what it meant outside: nothing that is known here. */
function without(macros: Macros, name: string): Macros {
  const others = new Map(macros);
  others.delete(name);
  return others;
}

function closing(text: string, open: number): number {
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    if (/[({]/.test(text[at] ?? '')) depth += 1;
    else if (/[)}]/.test(text[at] ?? '') && --depth === 0) return at;
  }
  return -1;
}

function topLevel(text: string, wanted: string): number {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text[at] ?? '';
    if (depth === 0 && character === wanted) return at;
    if (/[({]/.test(character)) depth += 1;
    else if (/[)}]/.test(character)) depth -= 1;
  }
  return -1;
}
