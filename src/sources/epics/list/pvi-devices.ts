import type { DevgenError } from '@devgen/runtime';
import { pviLayout, type PviTree, type PviWalk } from '@devgen/runtime/pva';
import type { PartPlan } from '../plan/plan.ts';

/** What became of the PVIs of a listing. */
export interface PviDevices {
  /** The devices that are below no other, by the PVI of each. */
  readonly devices: ReadonlyMap<string, PartPlan>;
  /** Every PV that a tree speaks of: those are no devices of their own. */
  readonly taken: ReadonlySet<string>;
  /** The PVIs of which each of the devices was made, by its own. */
  readonly pvis: ReadonlyMap<string, readonly string[]>;
  readonly failed: ReadonlyMap<string, DevgenError>;
  readonly problems: readonly DevgenError[];
}

/** Devices out of PVI trees. Roots that a person named are devices even where they are below another one. */
export function pviDevices(walks: ReadonlyMap<string, PviWalk>, named: ReadonlySet<string>): PviDevices {
  const trees = new Map([...walks].flatMap(([root, walk]) => (walk.ok ? [[root, walk.tree] as const] : [])));
  const below = new Map([...trees].map(([root, tree]) => [root, pvisBelow(tree)]));
  const isBelow = (root: string): boolean =>
    [...below].some(([other, of]) => other !== root && of.has(root) && !(below.get(root)?.has(other) && root < other));
  const tops = [...trees].filter(([root]) => named.has(root) || !isBelow(root));
  return {
    devices: new Map(tops.map(([root, tree]) => [root, pviLayout(tree)])),
    taken: new Set([...trees.values()].flatMap((tree) => [...pvsOfTree(tree)])),
    pvis: new Map(tops.map(([root]) => [root, [...new Set([root, ...below.get(root)!])]])),
    failed: new Map([...walks].flatMap(([root, walk]) => (walk.ok ? [] : [[root, walk.error] as const]))),
    problems: tops.flatMap(([root]) => {
      const walk = walks.get(root);
      return walk?.ok === true ? walk.problems : [];
    }),
  };
}

function pvisBelow(tree: PviTree): ReadonlySet<string> {
  return new Set(
    tree.entries.flatMap(({ d, tree: inner }) => [...(d === undefined ? [] : [d]), ...(inner ? pvisBelow(inner) : [])]),
  );
}

function* pvsOfTree({ pv, entries }: PviTree): Iterable<string> {
  yield pv;
  for (const { r, w, rw, x, d, tree } of entries) {
    for (const each of [r, w, rw, x, d]) if (each !== undefined) yield each;
    if (tree !== undefined) yield* pvsOfTree(tree);
  }
}
