/**
 * The form of what the default templates write, as one regular expression: a quarter of a second of parsing for every
 * five megabytes is what it spares. It takes only modules, and not all of them; for any other text a parser is asked.
 */
export function isUsualForm(text: string): boolean {
  try {
    return MODULE.test(text);
  } catch {
    // The engine ran out of stack.
    return false;
  }
}

const RESERVED =
  `break case catch class const continue debugger default delete do else enum export extends false finally for
  function if import in instanceof new null return super switch this throw true try typeof var void while with
  implements interface let package private protected public static yield await async of as asserts is keyof readonly
  unique infer abstract declare type namespace module global require get set constructor from satisfies accessor using
  override out undefined never any unknown object string number boolean bigint symbol`.split(/\s+/);

/** What names a class, a type or a constant. */
const name = String.raw`(?!(?:${RESERVED.join('|')})\b(?!\$))[A-Za-z_$][\w$]*`;
/** What follows a dot or stands before a colon: any word but those that mean something there. */
const key = String.raw`(?!(?:constructor|__proto__)\b(?!\$))[A-Za-z_$][\w$]*`;
const str = String.raw`'(?:[^'\\\n\r]|\\(?:['\\n]|u[0-9a-f]{4}))*'`;
const num = String.raw`(?:0|-?[1-9]\d*)`;
const row = (item: string): string => `(?:${item}(?:, ${item})*)?`;

/**
 * Types nest a few levels deep. That none of their words is one that means something is seen once, up to the end of the
 * line: to look at each word took the engine longer to compile than all else together.
 */
const TYPE_WORDS = /^(?:void|unknown|string|number|boolean|bigint|readonly|null|undefined)$/;
const KEYWORDS = RESERVED.filter((each) => !TYPE_WORDS.test(each));
const noKeyword = String.raw`(?![^\n]*\b(?:${KEYWORDS.join('|')})\b(?!\$))`;
const word = String.raw`(?!(?:readonly|null)\b(?!\$))[A-Za-z_$][\w$]*`;
const nested = [1, 2, 3].reduce((inner) => {
  const whole = `${word}(?:<(?:${inner}(?:, (?!>)|(?=>)))+>)?`;
  return String.raw`(?:readonly )?(?:\(${whole} \| null\)|${whole})(?:\[\])?`;
}, word);
const type = `${noKeyword}${nested}`;

/** No line of a comment ends it, but the last. */
const said = String.raw`(?:[^*\n\r\u2028\u2029]|\*(?!/))*`;
const note = String.raw`//[^\n\r\u2028\u2029]*\n`;
const comment = (indent: string): string =>
  String.raw`(?:${indent}/\*\*(?: ${said}\*/\n|\n(?:${indent} \*(?!/)${said}\n)*${indent} \*/\n))`;

const noKeywordLabels = String.raw`(?![^\n]*, labels: (?:${RESERVED.join('|')})\b(?!\$))`;
const value = [1, 2, 3].reduce(
  (inner) =>
    String.raw`type: ${str}(?:, labels: [A-Za-z_$][\w$]*)?(?:, units: ${str})?(?:, fields: \[${row(String.raw`\{ name: ${str}, ${inner} \}`)}\])?(?:, wire: ${str})?`,
  `type: ${str}`,
);
const argument = String.raw`(?:${str}|\{ ${value} \})`;
const entry = String.raw`      ${noKeywordLabels}${key}: \{ kind: ${str}, source: ${str}(?:, write: ${str})?(?:, of: ${name})?(?:, keys: \[${row(num)}\])?(?:, ${value})?(?:, role: ${str})?(?:, in: ${argument})?(?:, out: ${argument})?(?:, optional: true)? \},\n`;

const statements = [
  String.raw`import (?:type )?\{ ${row(String.raw`(?:type )?${name}(?: as ${name})?`)} \} from ${str};\n`,
  String.raw`export const ${name} = \[(?:${row(str)}|\n(?:  ${str},\n)*)\] as const;\n`,
  String.raw`export type ${name} = \(typeof ${name}\)\[number\];\n`,
  String.raw`export type ${name} = ${name}(?: \| ${name})*;\n`,
  String.raw`export type ${name} =(?:\n  \| \{ readonly kind: ${str}; readonly value: ${type} \})+;\n`,
  String.raw`export interface ${name} \{\n(?:${comment('  ')}?  readonly (?:${key}|${str}): ${type};\n)*\}\n`,
  String.raw`export class ${name} extends Device \{\n(?:${comment('  ')}?  declare readonly ${key}: ${type}(?: \| undefined)?;\n)*\n(?:  static override readonly conversions: Conversions = conversions;\n)?  static override readonly spec: DeviceSpec = \{\n    id: ${str}, interface: ${str},\n    members: \{\n(?:${entry})*    \},\n  \};\n\}\n`,
  String.raw`export const ${name}: Registry<${name}> = \{\n  source: ${str},\n  table: \(\) => import\(${str}\),\n\};\n`,
  String.raw`export const ${name}: Readonly<Record<string, Readonly<Record<string, string>>>> = \{\n(?:  \[${str}\]: \{\n(?:    \[${str}\]: ${str},\n)*  \},\n)*\};\n`,
  String.raw`export const ${name}: Readonly<Record<string, \(\) => Promise<unknown>>> = \{\n(?:  ${name}: \(\) => import\(${str}\),\n)*\};\n`,
];

const MODULE = new RegExp(`^(?:\\n|${note}|${comment('')}|${statements.join('|')})*$`);
