import type { DevicePlan } from '../plan/plan.ts';
import { isRich, tableOf } from '../records/record-tables.ts';
import type { DeviceRule } from '../settings.ts';
import { knownClass } from './known-classes.ts';
import { numberedParts } from './numbered.ts';
import { type Grouping, partPlan } from './part-plan.ts';
import { filled, Pattern } from './pattern.ts';
import { classWord, lastSeparator } from './words.ts';

/** Leaves that make the word before them a device. */
const LEAST = 3;

interface Draft {
  readonly pvs: string[];
  class?: string;
  rename?: Readonly<Record<string, string>>;
}

/** PVs as devices: by the first rule that fits, the others by separators. */
export function groupPvs(
  pvs: readonly string[],
  rules: readonly DeviceRule[],
  grouping: Grouping,
): readonly DevicePlan[] {
  const drafts = new Map<string, Draft>();
  const compiled = rules.map((rule) => ({ rule, pattern: new Pattern(rule.pv) }));
  const others: string[] = [];
  for (const pv of pvs) {
    const fitting = first(compiled, ({ rule, pattern }) => {
      const match = pattern.match(pv);
      return match === undefined ? undefined : { rule, match };
    });
    if (fitting === undefined) {
      others.push(pv);
      continue;
    }
    const { rule, match } = fitting;
    const draft = drafts.get(match.device) ?? { pvs: [] };
    drafts.set(match.device, draft);
    draft.pvs.push(pv);
    if (rule.class !== undefined) draft.class ??= filled(rule.class, match.parts);
    if (rule.rename !== undefined) draft.rename = { ...rule.rename, ...draft.rename };
  }
  for (const [device, own] of bySeparators(others, grouping)) {
    const draft = drafts.get(device) ?? { pvs: [] };
    drafts.set(device, draft);
    draft.pvs.push(...own);
  }
  return [...drafts].map(([device, draft]) => devicePlan(device, draft, grouping));
}

function devicePlan(device: string, draft: Draft, grouping: Grouping): DevicePlan {
  const [only] = draft.pvs;
  const recordType = only === undefined ? undefined : grouping.recordTypeOf(only);
  if (draft.pvs.length === 1 && only === device && recordType !== undefined) {
    const record = tableOf(recordType, grouping.channelsOf(only));
    if (record !== undefined)
      return { prefix: device, members: [], record, class: draft.class ?? record.class, description: record.doc };
  }
  const plan = partPlan(device, draft.pvs, grouping, draft.rename);
  const known = knownClass(draft.pvs.map((pv) => pv.slice(device.length)));
  return {
    ...plan,
    class: draft.class ?? known?.class ?? classWord(device),
    ...(known !== undefined && { description: known.doc, ...(known.texts && { texts: known.texts }) }),
  };
}

/** The deepest words that have enough behind them; what has not goes to the word before. Rich records stand alone. */
function bySeparators(pvs: readonly string[], grouping: Grouping): ReadonlyMap<string, readonly string[]> {
  const { separators, recordTypeOf } = grouping;
  const devices = new Map<string, string[]>();
  const nodes = new Map<string, string[]>();
  const rich: string[] = [];
  for (const pv of pvs) {
    const end = lastSeparator(pv, separators);
    if (isRich(recordTypeOf(pv))) rich.push(pv);
    else if (end < 0) devices.set(pv, [pv]);
    else add(nodes, pv.slice(0, end), [pv]);
  }
  settle(nodes, devices, separators);
  for (const [stem, elements] of foldable(devices)) {
    const parent = ancestor(stem, devices, separators);
    if (parent === undefined) continue;
    for (const element of elements) {
      add(devices, parent, devices.get(element) ?? []);
      devices.delete(element);
    }
  }
  for (const pv of rich) {
    const end = lastSeparator(pv, separators);
    const parent = end < 0 ? undefined : pv.slice(0, end);
    if (parent !== undefined && (devices.get(parent)?.length ?? 0) >= LEAST) add(devices, parent, [pv]);
    else add(devices, pv, [pv]);
  }
  return devices;
}

/** From the deepest node upwards: enough leaves make a device, fewer go to the node above, if there is one. */
function settle(nodes: Map<string, string[]>, devices: Map<string, string[]>, separators: string): void {
  const depthOf = (node: string): number => [...node].filter((character) => separators.includes(character)).length;
  const open = new Map<number, Set<string>>();
  const note = (node: string): void => {
    const depth = depthOf(node);
    open.set(depth, (open.get(depth) ?? new Set()).add(node));
  };
  for (const node of nodes.keys()) note(node);
  for (let depth = Math.max(0, ...open.keys()); depth >= 0; depth--) {
    for (const node of open.get(depth) ?? []) {
      const leaves = nodes.get(node) ?? [];
      const end = lastSeparator(node, separators);
      if (leaves.length >= LEAST || end < 0) {
        add(devices, node, leaves);
        continue;
      }
      const parent = node.slice(0, end);
      add(nodes, parent, leaves);
      note(parent);
    }
  }
}

/** Devices that are numbered parts of one stem. */
function foldable(devices: ReadonlyMap<string, readonly string[]>): readonly (readonly [string, readonly string[]])[] {
  return numberedParts(devices).map(({ stem, prefixes }) => [stem, [...prefixes.values()]]);
}

/** The nearest device that a stem is below. */
function ancestor(stem: string, devices: ReadonlyMap<string, unknown>, separators: string): string | undefined {
  for (let end = lastSeparator(stem, separators); end > 0; end = lastSeparator(stem.slice(0, end), separators)) {
    const above = stem.slice(0, end);
    if (devices.has(above)) return above;
  }
  return undefined;
}

function add(into: Map<string, string[]>, key: string, pvs: readonly string[]): void {
  into.set(key, [...(into.get(key) ?? []), ...pvs]);
}

function first<T, R>(items: readonly T[], find: (item: T) => R | undefined): R | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}
