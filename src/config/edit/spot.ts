import { isAlias, isMap, isScalar, type Node, type Pair, type YAMLMap } from 'yaml';

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

export function spotOf(root: Node | null, path: readonly string[]): Spot | undefined {
  let spot: Spot = { node: root, pair: undefined, isFlow: false, depth: 0, trail: [] };
  for (;;) {
    const { node, depth } = spot;
    if (depth === path.length) return spot;
    if (isAlias(node)) return undefined;
    if (!isMap(node)) return spot;
    const isFlow = spot.isFlow || node.flow === true;
    const pair = (node as YAMLMap<Node, Node | null>).items.find(
      ({ key }) => isScalar(key) && String(key.value) === path[depth],
    );
    if (pair === undefined) return { ...spot, isFlow };
    const trail = [...spot.trail, { map: node as YAMLMap<Node, Node | null>, pair }];
    spot = { node: pair.value, pair, isFlow, depth: depth + 1, trail };
  }
}
