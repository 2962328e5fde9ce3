/** A narrower type, in the words of an overlay. */
export interface NarrowedType {
  readonly access?: 'r' | 'w';
  readonly labels?: readonly string[];
  readonly type?: 'number';
}

const SIGNAL = /^Signal(R|W|RW)<(.*)>$/s;

/** What a member's new type is of the old one; why it is nothing that can be kept to. */
export function narrowed(before: string, after: string): NarrowedType | { readonly why: string } {
  const [, oldKind, oldType = ''] = SIGNAL.exec(before) ?? [];
  const [, kind, type = ''] = SIGNAL.exec(after) ?? [];
  if (oldKind === undefined || kind === undefined) return { why: 'Only the type of a signal can be another.' };
  if (kind !== oldKind && oldKind !== 'RW')
    return { why: `It is Signal${oldKind}, and cannot do what Signal${kind} does.` };
  const access = kind === oldKind ? {} : { access: kind === 'R' ? ('r' as const) : ('w' as const) };
  if (type === oldType) return access;
  if (oldType === 'bigint' && type === 'number') return { ...access, type: 'number' };
  const labels = labelsOf(type);
  if ((oldType === 'number' || oldType === 'boolean' || oldType === 'bigint') && labels !== undefined)
    return { ...access, labels };
  return { why: `The runtime could not keep to ${type} where the device has ${oldType}.` };
}

/** The texts of a union of literals, in their order: of the numbers 0, 1, 2, … */
function labelsOf(type: string): readonly string[] | undefined {
  const parts = type.replace(/^\s*\|\s*/, '').match(/'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|[^|\s]+/g) ?? [];
  const texts = parts.map((part) => /^(['"])(.*)\1$/s.exec(part)?.[2]?.replace(/\\(.)/g, '$1'));
  return texts.length > 0 && texts.every((text) => text !== undefined) ? texts : undefined;
}
