import { ConnectError, type Failure } from './connect-error.ts';
import type { DevgenError } from '../contract/errors.ts';
import { connectReport } from './report.ts';
import type { TreeNode } from './tree.ts';

/** Why a place, or anything inside it, did not connect; `undefined` if all is well. */
export function errorOf(node: TreeNode, holders: ReadonlySet<TreeNode> = new Set()): DevgenError | undefined {
  const inside = new Set(holders).add(node);
  const errors = new Map<string, DevgenError>();
  if (node.error !== undefined) errors.set('$connect', node.error);
  for (const [key, child] of node.children) {
    // A device that holds one of its holders is no child of it.
    const error = inside.has(child) ? undefined : errorOf(child, inside);
    if (error !== undefined) errors.set(key, error);
  }
  if (errors.size === 0) return undefined;
  return errors.size === 1 && node.error !== undefined ? node.error : reportOf(errors, node);
}

/** The text is over everything inside. */
function reportOf(errors: ReadonlyMap<string, DevgenError>, root: TreeNode): ConnectError {
  const below = new Set<TreeNode>();
  collect(root, below);
  const counted = distinct(below);
  const failures = counted.flatMap(failuresOf);
  const hint = failures.find(({ error }) => error.hint !== undefined)?.error.hint;
  const facts = { code: 'CONNECT.FAILED', hint };
  return new ConnectError(connectReport(failures, counted.length), facts, { errors, failures });
}

function collect(node: TreeNode, into: Set<TreeNode>): void {
  if (into.has(node)) return;
  into.add(node);
  for (const child of node.children.values()) collect(child, into);
}

/** Composites do not count, and a link counts once for all devices that it serves. */
function distinct(nodes: Iterable<TreeNode>): TreeNode[] {
  const links = new Set<unknown>();
  return [...nodes].filter(({ loose, connection, error }) => {
    const link = loose ?? connection;
    if (link === undefined) return error !== undefined;
    if (links.has(link)) return false;
    links.add(link);
    return true;
  });
}

function failuresOf({ path, loose, derived, connection, address, error }: TreeNode): Failure[] {
  if (error === undefined) return [];
  const server = derived === undefined ? (loose?.connection ?? connection)?.server : 'derived';
  return [{ name: path, server, address, error }];
}
