import { isAlias, isMap, isScalar, isSeq, type Node, type Pair, type YAMLMap } from 'yaml';
import type { Key } from './edit-config.ts';

/** How far a path exists. */
export interface Spot {
  readonly node: Node | null;
  /** The entry whose value the node is. */
  readonly pair: Pair<Node, Node | null> | undefined;
  readonly isFlow: boolean;
  /** How many keys of the path lead to the node. */
  readonly depth: number;
  /** The maps on the way, from the root, and the entry of each that leads on. */
  readonly trail: readonly { readonly map: YAMLMap<Node, Node | null>; readonly pair: Pair<Node, Node | null> }[];
}

export function spotOf(root: Node | null, path: readonly Key[]): Spot | undefined {
  let spot: Spot = { node: root, pair: undefined, isFlow: false, depth: 0, trail: [] };
  for (;;) {
    const { node, depth } = spot;
    if (depth === path.length) return spot;
    if (isAlias(node)) return undefined;
    const key = path[depth];
    if (isSeq(node) && typeof key === 'number') {
      const isFlow = spot.isFlow || node.flow === true;
      spot = { ...spot, node: (node.items[key] ?? null) as Node | null, pair: undefined, isFlow, depth: depth + 1 };
      continue;
    }
    if (!isMap(node)) return spot;
    const isFlow = spot.isFlow || node.flow === true;
    const pair = (node as YAMLMap<Node, Node | null>).items.find(
      (each) => isScalar(each.key) && String(each.key.value) === key,
    );
    if (pair === undefined) return { ...spot, isFlow };
    const trail = [...spot.trail, { map: node as YAMLMap<Node, Node | null>, pair }];
    spot = { node: pair.value, pair, isFlow, depth: depth + 1, trail };
  }
}
