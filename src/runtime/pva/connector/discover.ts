import { DevgenError } from '../../core/contract/errors.ts';
import type { Io } from '../../core/contract/seam.ts';
import type { CommandSpec, DeviceSpec, SignalSpec } from '../../core/contract/spec.ts';
import { deadline } from '../../core/support/deadline.ts';
import type { PvaClient } from '../client/pva-client.ts';
import { type Layout, type LayoutMember, pviLayout } from '../pvi/pvi-layout.ts';
import { type PviTree, type PviWalk, walkPvi } from '../pvi/walk-pvi.ts';

/**
 * What a device without a class is, by its PVI: `BL01:M1:PVI` of `BL01:M1`, `BL01:M1PVI`, or its address itself. All PVs of
 * the tree are members at the top, named by their paths; `undefined` where there is none. It takes half of the time at
 * most: the PVs must still be found.
 */
export async function discoverPvi(client: PvaClient, device: string, io: Io): Promise<DeviceSpec | undefined> {
  const half = deadline(io.remaining() / 2, io.signal);
  try {
    const tree = await findTree(client, [`${device}:PVI`, `${device}PVI`, device], half);
    if (tree === undefined) return undefined;
    const members = new Map<string, SignalSpec | CommandSpec>();
    collect(pviLayout(tree), device, '', members);
    return members.size === 0 ? undefined : { id: '', members: Object.fromEntries(members) };
  } finally {
    // What else was asked for is not needed any more.
    half.abort(new DevgenError('another PVI was found', { code: 'CALL.ABORTED' }));
  }
}

/** The tree of the first of these that has one. Nearly always it is the first: nobody then waits for the others. */
async function findTree(client: PvaClient, roots: readonly string[], io: Io): Promise<PviTree | undefined> {
  const all = walkPvi(client, roots, io);
  const usual = walkPvi(client, roots.slice(0, 1), io).then((walks) =>
    treeOf(walks, roots) === undefined ? all : walks,
  );
  return treeOf(await Promise.race([usual, all]), roots);
}

function treeOf(walks: ReadonlyMap<string, PviWalk>, roots: readonly string[]): PviTree | undefined {
  const found = roots.map((root) => walks.get(root)).find((walk) => walk?.ok === true);
  return found?.ok === true ? found.tree : undefined;
}

function collect({ members }: Layout, device: string, path: string, into: Map<string, SignalSpec | CommandSpec>): void {
  for (const member of members) {
    const name = `${path}${member.name}`;
    if (member.kind === 'block') collect(member.of, device, `${name}.`, into);
    else if (member.kind === 'vector') {
      for (const [key, element] of member.elements) collect(element, device, `${name}.${key}.`, into);
    } else {
      const spec = specOf(member, device);
      if (spec !== undefined) into.set(name, spec);
    }
  }
}

function specOf(
  member: Extract<LayoutMember, { readonly kind: 'signal' | 'command' }>,
  device: string,
): SignalSpec | CommandSpec | undefined {
  if (member.kind === 'command') return { kind: 'command', source: sourceOf(member.pv, device) };
  const { read, write } = member;
  if (read === undefined)
    return write === undefined ? undefined : { kind: 'w', source: sourceOf(write, device), type: 'any' };
  const source = sourceOf(read, device);
  if (write === undefined) return { kind: 'r', source, type: 'any' };
  return { kind: 'rw', source, type: 'any', ...(write === read ? {} : { write: sourceOf(write, device) }) };
}

/** Behind the device's prefix, or from the beginning. */
function sourceOf(pv: string, device: string): string {
  return pv.startsWith(device) ? pv.slice(device.length) : `=${pv}`;
}
