import type { Token, Tokens } from './tokens.ts';

/** A template with the macros of one of its uses. */
export interface Substitution {
  readonly template: string;
  readonly macros: ReadonlyMap<string, string>;
  readonly line: number;
}

/** Reads a substitution file: `file NAME { pattern { A, B } { 1, 2 } }`, `{ A=1, B=2 }` and `global { C=3 }`. */
export function parseSubstitutions(tokens: Tokens): readonly Substitution[] {
  const substitutions: Substitution[] = [];
  const global = new Map<string, string>();
  for (let token = tokens.next(); token.kind !== 'end'; token = tokens.next()) {
    if (token.text === 'global' && token.kind === 'word') {
      tokens.expect('{');
      for (const [name, value] of readAssignments(tokens)) global.set(name, value);
    } else if (token.text === 'file' && token.kind === 'word') substitutions.push(...readFileUses(tokens, global));
    else throw tokens.error(token.line, `${JSON.stringify(token.text)}, expected file or global`);
  }
  return substitutions;
}

function readFileUses(tokens: Tokens, outer: ReadonlyMap<string, string>): readonly Substitution[] {
  const template = tokens.value('the name of a template');
  const global = new Map(outer);
  const uses: Substitution[] = [];
  const use = (macros: Iterable<readonly [string, string]>, line: number): void => {
    uses.push({ template: template.text, macros: new Map([...global, ...macros]), line });
  };
  tokens.expect('{');
  let pattern: readonly string[] | undefined;
  while (!tokens.takes('}')) {
    const token = tokens.next();
    if (token.kind === 'word' && token.text === 'pattern') {
      tokens.expect('{');
      pattern = readValues(tokens).map(({ text }) => text);
    } else if (token.kind === 'word' && token.text === 'global') {
      tokens.expect('{');
      for (const [name, value] of readAssignments(tokens)) global.set(name, value);
    } else if (token.kind === 'mark' && token.text === '{') {
      if (pattern === undefined) use(readAssignments(tokens), token.line);
      else use(readRow(tokens, pattern, token), token.line);
    } else if (token.text !== ',')
      throw tokens.error(token.line, `${JSON.stringify(token.text)}, expected pattern or {`);
  }
  return uses;
}

function readRow(tokens: Tokens, pattern: readonly string[], open: Token): readonly (readonly [string, string])[] {
  const values = readValues(tokens);
  if (values.length > pattern.length)
    throw tokens.error(open.line, `${values.length} values for the ${pattern.length} macros of the pattern`);
  return values.map(({ text }, index) => [pattern[index] ?? '', text]);
}

/** Values up to the bracket that closes, with or without commas. */
function readValues(tokens: Tokens): readonly Token[] {
  const values: Token[] = [];
  while (!tokens.takes('}')) {
    if (tokens.takes(',')) continue;
    values.push(tokens.value('a value'));
  }
  return values;
}

function readAssignments(tokens: Tokens): readonly (readonly [string, string])[] {
  const assignments: (readonly [string, string])[] = [];
  while (!tokens.takes('}')) {
    if (tokens.takes(',')) continue;
    const { text } = tokens.value('the name of a macro');
    tokens.expect('=');
    const next = tokens.peek();
    // A macro may be given nothing: `A=,`.
    const isEmpty = next.kind === 'mark';
    assignments.push([text, isEmpty ? '' : tokens.value('a value').text]);
  }
  return assignments;
}
