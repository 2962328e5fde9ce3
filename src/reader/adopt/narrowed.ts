/** What an overlay says of a narrower type: keys below `retype`, and their value. */
export type NarrowedType = readonly {
  readonly keys: readonly string[];
  readonly value: string | readonly string[];
}[];

type Narrowed = NarrowedType | { readonly why: string };

const SIGNAL = /^Signal(R|W|RW)<(.*)>$/s;
const COMMAND = /^Command<(.*)>$/s;

/** What a member's new type is of the old one; why it is nothing that can be kept to. */
export function narrowed(before: string, after: string): Narrowed {
  const [old, now] = [COMMAND.exec(before)?.[1], COMMAND.exec(after)?.[1]];
  if (old !== undefined && now !== undefined) return narrowedCommand(argumentsOf(old), argumentsOf(now));
  const [, oldKind, oldType = ''] = SIGNAL.exec(before) ?? [];
  const [, kind, type = ''] = SIGNAL.exec(after) ?? [];
  if (oldKind === undefined || kind === undefined)
    return { why: 'Only the types within a signal or a command can be others.' };
  if (kind !== oldKind && oldKind !== 'RW')
    return { why: `It is Signal${oldKind}, and cannot do what Signal${kind} does.` };
  const access = kind === oldKind ? [] : [{ keys: ['access'], value: kind === 'R' ? 'r' : 'w' }];
  const value = narrowedValue(oldType, type, []);
  return 'why' in value ? value : [...access, ...value];
}

function narrowedCommand(before: readonly string[], after: readonly string[]): Narrowed {
  const sides = (['in', 'out'] as const).map((side, at) => narrowedValue(before[at] ?? '', after[at] ?? '', [side]));
  const bad = sides.find((side) => 'why' in side);
  return bad ?? sides.flatMap((side) => ('why' in side ? [] : side));
}

const LIST = /^(?:(?:Ui|I)nt(?:8|16|32)|Big(?:Ui|I)nt64)Array$|^readonly boolean\[\]$/;

function narrowedValue(before: string, after: string, keys: readonly string[]): Narrowed {
  if (before === after) return [];
  const [old, now] = [before, after].map((type) => /^Image<(.*)>$/s.exec(type)?.[1]);
  if (old !== undefined && now !== undefined) return narrowedValue(old, now, keys);
  const big =
    before === 'bigint' ? after === 'number' : /^Big(?:Ui|I)nt64Array$/.test(before) && after === 'Float64Array';
  if (big) return [{ keys: [...keys, 'type'], value: 'number' }];
  const isList = LIST.test(before);
  const labels = labelsOf(isList ? (/^readonly \((.*)\)\[\]$/s.exec(after)?.[1] ?? '') : after);
  if (labels !== undefined && (isList || /^(?:number|boolean|bigint)$/.test(before)))
    return [{ keys: [...keys, 'labels'], value: labels }];
  return { why: `The runtime could not keep to ${after} where the device has ${before}.` };
}

/** Those of a generic type: no comma inside brackets or quotes parts them. */
function argumentsOf(text: string): readonly string[] {
  const parts = text.match(/(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|<[^<>]*>|[^,])+/g) ?? [];
  return parts.map((part) => part.trim());
}

/** The texts of a union of literals, in their order: of the numbers 0, 1, 2, … */
function labelsOf(type: string): readonly string[] | undefined {
  const parts = type.replace(/^\s*\|\s*/, '').match(/'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|[^|\s]+/g) ?? [];
  const texts = parts.map((part) => /^(['"])(.*)\1$/s.exec(part)?.[2]?.replace(/\\(.)/g, '$1'));
  return texts.length > 0 && texts.every((text) => text !== undefined) ? texts : undefined;
}
