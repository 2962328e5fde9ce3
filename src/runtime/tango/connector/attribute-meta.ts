import { utf8Text } from '../codec/utf8-text.ts';
import type { Meta, Range } from '../../core/contract/meta.ts';
import { elementOf } from '../../core/contract/values.ts';
import type { AttributeConfig, CommandInfo } from '../client/types.ts';
import type { Typed } from './value-types.ts';

/** What Tango's libraries write where a person wrote nothing. */
const ABSENT: ReadonlySet<string> = new Set([
  '',
  'not specified',
  'no description',
  'no unit',
  'no standard unit',
  'no display unit',
  'uninitialised',
]);

/** The text, or `undefined` for one of Tango's words for "nothing". It is for people, who shall see `°C` as one wrote it. */
export function specified(text: string): string | undefined {
  const trimmed = utf8Text(text).trim();
  return ABSENT.has(trimmed.toLowerCase()) ? undefined : trimmed;
}

/** What people and PyTango write where a command takes or gives nothing, or where nothing is to be said of it. */
const SAYS_NOTHING: readonly RegExp[] = [
  /^(?:-+|n\/?a|none|void|no (?:in|out)put parameter \(\w+\))\.?$/i,
  /^:param \w+: \(not documented\)\s+:type \w+: \w+$/,
  /^:return: \(not documented\)\s+:rtype: \w+$/,
];

/** The text about an argument or result, or `undefined` when it says no more than the type does. */
function explained(text: string): string | undefined {
  const said = specified(text);
  return said === undefined || SAYS_NOTHING.some((pattern) => pattern.test(said)) ? undefined : said;
}

/** What an attribute's configuration says beside its type. */
export function attributeMeta(config: AttributeConfig, typed: Typed): Meta {
  const { element, rank } = elementOf(typed.spec.type);
  const range = (low: string, high: string): Range | undefined => closed(limit(low, element), limit(high, element));
  const limits = present({
    control: range(config.minValue, config.maxValue),
    warning: range(config.alarm.minWarning, config.alarm.maxWarning),
    alarm: range(config.alarm.minAlarm, config.alarm.maxAlarm),
  });
  const difference = present({ value: positive(config.alarm.deltaVal), milliseconds: positive(config.alarm.deltaT) });
  const label = specified(config.label);
  return (
    present({
      label: label === config.name ? undefined : label,
      description: specified(config.description),
      units: specified(config.unit),
      precision: element === 'f32' || element === 'f64' ? precision(config.format) : undefined,
      labels: typed.spec.labels,
      limits,
      rds: difference,
      maxShape: rank === 0 ? undefined : rank === 1 ? [config.maxDimX] : [config.maxDimY, config.maxDimX],
      expert: config.level === 'EXPERT' ? (true as const) : undefined,
      caveat: typed.caveat,
    }) ?? {}
  );
}

/** What a command's description says beside its types. */
export function commandMeta(info: CommandInfo, caveats: readonly string[]): Meta {
  const argument = explained(info.inDescription);
  const result = explained(info.outDescription);
  const lines = [argument && `Argument: ${argument}`, result && `Result: ${result}`].filter((line) => line);
  return (
    present({
      description: lines.length > 0 ? lines.join('\n') : undefined,
      expert: info.level === 'EXPERT' ? (true as const) : undefined,
      caveat: caveats.length > 0 ? caveats.join('; ') : undefined,
    }) ?? {}
  );
}

/** A limit as the attribute's type has it: `bigint` for 64 bits, absent when the text is no number. */
export function limit(text: string, element: string): number | bigint | undefined {
  const trimmed = text.trim();
  if (element === 'i64' || element === 'u64')
    return /^[+-]?\d{1,20}$/.test(trimmed) ? BigInt(trimmed.replace('+', '')) : undefined;
  if (!NUMERIC.has(element) || !/^[+-]?(?:\d|\.\d)/.test(trimmed)) return undefined;
  const number = Number(trimmed);
  return Number.isFinite(number) ? number : undefined;
}

const NUMERIC: ReadonlySet<string> = new Set(['i8', 'u8', 'i16', 'u16', 'i32', 'u32', 'f32', 'f64']);

/** Of a criterion that is off Tango says 0, or that it is not specified. */
function positive(text: string): number | undefined {
  const number = Number(text);
  return number > 0 && Number.isFinite(number) ? number : undefined;
}

/** Digits after the point in a format of either manner: `%6.2f`, or `fixed;setprecision(2)`. */
function precision(format: string): number | undefined {
  const digits = /^%[-+ #0]*\d*\.(\d{1,2})[aefgAEFG]$/.exec(format.trim()) ?? /setprecision\((\d{1,2})\)/.exec(format);
  return digits?.[1] === undefined ? undefined : Number(digits[1]);
}

function closed(low: number | bigint | undefined, high: number | bigint | undefined): Range | undefined {
  return present({ low, high });
}

type Present<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** Without the members that are `undefined`; `undefined` when nothing is left. */
function present<T extends object>(members: T): Present<T> | undefined {
  const entries = Object.entries(members).filter(([, value]) => value !== undefined);
  return entries.length > 0 ? (Object.fromEntries(entries) as Present<T>) : undefined;
}
