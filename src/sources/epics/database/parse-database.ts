import type { DatabaseRecord } from './record.ts';
import type { Token, Tokens } from './tokens.ts';
import { unresolved } from './macros.ts';

/** What stands in a database, file by file. */
export interface DatabaseParts {
  readonly records: readonly DatabaseRecord[];
  /** Other names of records, outside of them. */
  readonly aliases: readonly string[];
}

interface Draft {
  readonly type: string;
  readonly fields: Map<string, string>;
  readonly infos: (readonly [string, string])[];
  readonly aliases: string[];
}

/** A type that stands for that of a record that is there already. */
const ANY = '*';

/** Reads the pieces of a database, whose macros are expanded. What is no record is passed over. */
export function parseDatabase(pieces: readonly Tokens[]): DatabaseParts {
  const drafts = new Map<string, Draft>();
  const aliases: string[] = [];
  for (const tokens of pieces) readPiece(tokens, drafts, aliases);
  return { records: Array.from(drafts, ([name, draft]) => ({ name, ...draft })), aliases };
}

function readPiece(tokens: Tokens, drafts: Map<string, Draft>, aliases: string[]): void {
  for (let token = tokens.next(); token.kind !== 'end'; token = tokens.next()) {
    if (token.kind !== 'word')
      throw tokens.error(token.line, `${JSON.stringify(token.text)}, expected record(TYPE, NAME)`);
    if (token.text === 'record' || token.text === 'grecord') readRecord(tokens, drafts);
    else if (token.text === 'alias') aliases.push(...readAlias(tokens));
    else passOver(tokens, token);
  }
}

function readRecord(tokens: Tokens, drafts: Map<string, Draft>): void {
  tokens.expect('(');
  const type = tokens.value('the type of a record');
  tokens.expect(',');
  const name = resolved(tokens, tokens.value('the name of a record'));
  tokens.expect(')');
  const known = drafts.get(name);
  if (known === undefined && type.text === ANY)
    throw tokens.error(type.line, `there is no record ${name} yet that could be added to`);
  const draft = known ?? { type: resolved(tokens, type), fields: new Map(), infos: [], aliases: [] };
  drafts.set(name, draft);
  if (!tokens.takes('{')) return;
  while (!tokens.takes('}')) readEntry(tokens, draft);
}

function readEntry(tokens: Tokens, draft: Draft): void {
  const what = tokens.value('field, info or alias');
  tokens.expect('(');
  if (what.text === 'alias') {
    draft.aliases.push(resolved(tokens, tokens.value('a name')));
    tokens.expect(')');
    return;
  }
  if (what.text !== 'field' && what.text !== 'info')
    throw tokens.error(what.line, `${JSON.stringify(what.text)}, expected field, info or alias`);
  const name = tokens.value('a name').text;
  tokens.expect(',');
  const value = unquoted(tokens.raw(')'));
  if (what.text === 'field') draft.fields.set(name, value);
  else draft.infos.push([name, value]);
}

function readAlias(tokens: Tokens): readonly string[] {
  tokens.expect('(');
  tokens.value('the name of a record');
  tokens.expect(',');
  const alias = resolved(tokens, tokens.value('another name of it'));
  tokens.expect(')');
  return [alias];
}

/** Menus, drivers, break tables and paths say nothing of records. */
function passOver(tokens: Tokens, { text }: Token): void {
  if (text === 'path' || text === 'addpath') {
    tokens.value('a path');
    return;
  }
  tokens.expect('(');
  tokens.raw(')');
  if (tokens.takes('{')) tokens.raw('}');
}

/** A name without macros: whoever pulls half a name asks for another PV. */
function resolved(tokens: Tokens, { text, line }: Token): string {
  const macro = unresolved(text);
  if (macro === undefined) return text;
  throw tokens.error(line, `the macro ${macro} of ${JSON.stringify(text)} has no value`);
}

function unquoted(raw: string): string {
  const text = /^"((?:[^"\\]|\\.)*)"$/.exec(raw)?.[1];
  return text === undefined ? raw : text.replaceAll(/\\(["\\])/g, '$1');
}
