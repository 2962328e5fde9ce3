import { pviPrefix } from './pvi-entry.ts';
import type { PviBranch, PviTree } from './walk-pvi.ts';

/** The PVs of a device, or of a part of it, by what they are for; what types they have is not known yet. */
export interface Layout {
  /** What its PVs begin with. */
  readonly prefix: string;
  readonly description?: string;
  readonly members: readonly LayoutMember[];
}

/** `name` is what the member is called by whoever laid it out. */
export type LayoutMember =
  | { readonly kind: 'signal'; readonly name: string; readonly read?: string; readonly write?: string }
  | { readonly kind: 'command'; readonly name: string; readonly pv: string }
  | { readonly kind: 'block'; readonly name: string; readonly of: Layout }
  | { readonly kind: 'vector'; readonly name: string; readonly elements: ReadonlyMap<number, Layout> };

const ELEMENT = /^__(\d+)$/;

/** What a PVI tree says of its device. Entries that say nothing, and devices below that did not answer, are left out. */
export function pviLayout({ pv, description, entries }: PviTree): Layout {
  const byName = new Map<string, PviBranch[]>();
  for (const entry of entries) byName.set(entry.name, [...(byName.get(entry.name) ?? []), entry]);
  const members = [...byName].flatMap(([name, branches]) => memberOf(name, branches));
  return { prefix: pviPrefix(pv), ...(description !== undefined && { description }), members };
}

function memberOf(name: string, branches: readonly PviBranch[]): readonly LayoutMember[] {
  const [first] = branches;
  if (first === undefined) return [];
  if (first.index !== undefined) return vectorOf(name, new Map(branches.map((each) => [each.index ?? 0, each])));
  const elements = first.tree === undefined ? undefined : elementsOf(first.tree);
  return elements === undefined ? leafOf(name, first) : vectorOf(name, elements);
}

/** The numbered entries of a PVI that has no others. */
function elementsOf({ entries }: PviTree): ReadonlyMap<number, PviBranch> | undefined {
  const numbered = entries.map((entry) => [Number(ELEMENT.exec(entry.name)?.[1] ?? Number.NaN), entry] as const);
  const isVector = entries.length > 0 && numbered.every(([key]) => Number.isSafeInteger(key));
  return isVector ? new Map(numbered) : undefined;
}

function vectorOf(name: string, branches: ReadonlyMap<number, PviBranch>): readonly LayoutMember[] {
  const elements = [...branches].flatMap(([key, branch]): readonly (readonly [number, Layout])[] => {
    if (branch.tree !== undefined) return [[key, pviLayout(branch.tree)]];
    const [leaf] = leafOf('value', branch);
    return leaf === undefined ? [] : [[key, { prefix: leafPrefix(branch), members: [leaf] }]];
  });
  return elements.length === 0 ? [] : [{ kind: 'vector', name, elements: new Map(elements) }];
}

function leafOf(name: string, { r, w, rw, x, d, tree }: PviBranch): readonly LayoutMember[] {
  if (d !== undefined) return tree === undefined ? [] : [{ kind: 'block', name, of: pviLayout(tree) }];
  if (x !== undefined) return [{ kind: 'command', name, pv: x }];
  const read = r ?? rw;
  const write = w ?? rw;
  if (read === undefined && write === undefined) return [];
  return [{ kind: 'signal', name, ...(read !== undefined && { read }), ...(write !== undefined && { write }) }];
}

/** What the PVs of one signal share: `X` of `X` and `X_RBV`. */
function leafPrefix({ r, w, rw, x }: PviBranch): string {
  const pvs = [r, w, rw, x].filter((pv) => pv !== undefined);
  return pvs.reduce((shared, pv) => {
    let length = 0;
    while (length < shared.length && shared[length] === pv[length]) length += 1;
    return shared.slice(0, length);
  });
}
