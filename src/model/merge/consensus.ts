import type { Meta } from '@devgen/runtime';
import { canonical, compareText } from '../lock/canonical.ts';
import type { MetaPatch } from '../lock/lock.ts';

/** What instances say of their members, and how many of them say just that. */
export type Counted = ReadonlyMap<ReadonlyMap<string, Meta>, number>;

/** What most of the instances say of each member; of equally many, the text that sorts first. */
export function majority(keys: Iterable<string>, instances: Counted, textOf: TextOf): Map<string, Meta> {
  const agreed = new Map<string, Meta>();
  for (const key of keys) {
    const said = new Map<string, { meta: Meta; count: number }>();
    let last: Meta | undefined;
    let entry: { meta: Meta; count: number } | undefined;
    for (const [instance, count] of instances) {
      const meta = instance.get(key);
      if (meta === undefined) continue;
      if (meta !== last) {
        const text = textOf(meta);
        entry = said.get(text) ?? { meta, count: 0 };
        said.set(text, entry);
        last = meta;
      }
      if (entry !== undefined) entry.count += count;
    }
    agreed.set(key, agree([...said.values()]));
  }
  return agreed;
}

function agree(said: readonly { readonly meta: Meta; readonly count: number }[]): Meta {
  const [first, second] = said;
  if (second === undefined) return first?.meta ?? {};
  const fields = new Set(said.flatMap(({ meta }) => Object.keys(meta)));
  const common = new Map<string, unknown>();
  for (const field of fields) {
    const value = mostCommon(said.map(({ meta, count }) => [fieldOf(meta, field), count]));
    if (value !== undefined) common.set(field, value);
  }
  return Object.fromEntries(common);
}

function mostCommon(values: readonly (readonly [value: unknown, count: number])[]): unknown {
  const counts = new Map<string, { value: unknown; count: number }>();
  for (const [value, count] of values) {
    const text = value === undefined ? '' : canonical(value);
    const entry = counts.get(text);
    if (entry === undefined) counts.set(text, { value, count });
    else entry.count += count;
  }
  const [winner] = [...counts].toSorted(([a, x], [b, y]) => y.count - x.count || compareText(a, b));
  return winner?.[1].value;
}

/** What one instance says otherwise than its class; `undefined` when nothing. */
export function differences(of: Meta, common: Meta, textOf: TextOf): MetaPatch | undefined {
  if (of === common || textOf(of) === textOf(common)) return undefined;
  const patch = new Map<string, unknown>();
  for (const field of new Set([...Object.keys(of), ...Object.keys(common)])) {
    const [own, theirs] = [fieldOf(of, field), fieldOf(common, field)];
    if (own === undefined) patch.set(field, null);
    else if (theirs === undefined || canonical(own) !== canonical(theirs)) patch.set(field, own);
  }
  return patch.size === 0 ? undefined : Object.fromEntries(patch);
}

/** A class's details with a device's differences laid over them. */
export function patched(common: Meta, patch: MetaPatch | undefined): Meta {
  if (patch === undefined) return common;
  const entries = Object.entries({ ...common, ...patch }).filter(([, value]) => value !== null && value !== undefined);
  return Object.fromEntries(entries);
}

export type TextOf = (meta: Meta) => string;

/** `canonical`, remembered: the devices of a class mostly share one object, or are compared many times. */
export function rememberedText(): TextOf {
  const texts = new WeakMap<Meta, string>();
  return (meta) => {
    const known = texts.get(meta);
    if (known !== undefined) return known;
    const text = canonical(meta);
    texts.set(meta, text);
    return text;
  };
}

function fieldOf(meta: Meta, field: string): unknown {
  return (meta as Readonly<Record<string, unknown>>)[field];
}

/** The text that occurs most often, absent ones counted; `undefined` when that is nothing. */
export function mostCommonText(texts: readonly (string | undefined)[]): string | undefined {
  const value = mostCommon(texts.map((text) => [text, 1]));
  return typeof value === 'string' ? value : undefined;
}
