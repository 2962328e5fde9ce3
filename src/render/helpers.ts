import { DevgenError } from '@devgen/runtime/contract';
import { isIdentifier } from '../model/names/letters.ts';
import type { TypeView } from './view.ts';

/** Control characters, line ends, and what turns the direction of text: a reader would see other code than runs. */
const UNSEEN = /[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069\u200e\u200f\ufeff]/gu;
const ESCAPED = new RegExp(`[\\\\'<]|${UNSEEN.source}|\\p{Cs}`, 'gu');

/** A string literal of the text, in single quotes. */
export function str(text: unknown): string {
  if (typeof text !== 'string') throw misused('str', text);
  return PLAIN.test(text) ? `'${text}'` : `'${text.replace(ESCAPED, escapeCharacter)}'`;
}

const PLAIN = /^[\w ./:()-]*$/;

/** A JSON string of the text. */
export function json(text: unknown): string {
  if (typeof text !== 'string') throw misused('json', text);
  return JSON.stringify(text).replace(UNSEEN, escapeUnit);
}

/**
 * Text for one line of a comment. It ends no comment, starts no line, and is no tag: `@deprecated` in a description
 * would strike the member through, `@ts-ignore` would hide an error.
 */
export function doc(text: unknown): string {
  if (typeof text !== 'string') throw misused('doc', text);
  return HARMLESS.test(text)
    ? text.trimEnd()
    : text
        .replace(UNSEEN, ' ')
        .replaceAll('*/', '*\\/')
        .replace(/(^|[\s{*])@/g, '$1\\@')
        .replace(/\p{Cs}/gu, '\ufffd')
        .trimEnd();
}

/** ASCII of which nothing ends a comment or is a tag. */
const HARMLESS = /^[ -)+-?A-~]*$/;

/** A name that devgen gave. Text that is no identifier is an error, not a repair: repairs are the ledger's. */
export function ident(text: unknown): string {
  if (typeof text !== 'string' || !isIdentifier(text)) throw misused('ident', text);
  return text;
}

/** The text of a type. */
export function type(view: unknown): string {
  if (typeof view !== 'object' || view === null || !('args' in view)) throw misused('type', view);
  return printType(view as TypeView);
}

function printType({ name, args, array }: TypeView): string {
  const whole = args.length === 0 ? ident(name) : `${ident(name)}<${args.map(printType).join(', ')}>`;
  if (array === null) return whole;
  return array === 'nullable' ? `readonly (${whole} | null)[]` : `readonly ${whole}[]`;
}

function escapeCharacter(character: string): string {
  if (character === '\\' || character === "'") return `\\${character}`;
  return character === '\n' ? '\\n' : escapeUnit(character);
}

function escapeUnit(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

function misused(helper: string, given: unknown): DevgenError {
  const shown = typeof given === 'string' ? JSON.stringify(given) : typeof given;
  return new DevgenError(`the helper ${helper} was given ${shown}`, {
    code: 'TEMPLATE.HELPER',
    hint:
      helper === 'ident'
        ? 'Print text from the wire with str or doc; ident is for the names of the view.'
        : 'See schemas/template-context.schema.json.',
  });
}

/** A link to a member, for a comment. */
export function link(of: unknown): string {
  const { class: name, member } = of as { readonly class?: unknown; readonly member?: unknown };
  return `{@link ${ident(name)}.${ident(member)}}`;
}

/** A whole number. */
export function num(value: unknown): string {
  if (!Number.isSafeInteger(value)) throw misused('num', value);
  return String(value);
}

/** Whether there is something, be it an empty text. */
export function present(value: unknown): boolean {
  return value !== null && value !== undefined;
}
