import type { Io } from '../../core/contract/seam.ts';
import type { CommandSpec, DeviceSpec, SignalSpec } from '../../core/contract/spec.ts';
import type { PvaClient } from '../client/pva-client.ts';
import { type Layout, type LayoutMember, pviLayout } from '../pvi/pvi-layout.ts';
import { walkPvi } from '../pvi/walk-pvi.ts';

/**
 * What a device without a class is, by its PVI: `BL01:M1:PVI` of `BL01:M1`, `BL01:M1PVI`, or its address itself. All PVs of
 * the tree are members at the top, named by their paths; `undefined` where there is none. It takes half of the time at
 * most: the PVs must still be found.
 */
export async function discoverPvi(client: PvaClient, device: string, io: Io): Promise<DeviceSpec | undefined> {
  const rest = io.remaining() / 2;
  const half: Io = { signal: io.signal, remaining: () => Math.max(0, io.remaining() - rest) };
  const roots = [`${device}:PVI`, `${device}PVI`, device];
  const walks = await walkPvi(client, roots, half);
  const found = roots.map((root) => walks.get(root)).find((walk) => walk?.ok === true);
  if (found?.ok !== true) return undefined;
  const members = new Map<string, SignalSpec | CommandSpec>();
  collect(pviLayout(found.tree), device, '', members);
  return members.size === 0 ? undefined : { id: '', members: Object.fromEntries(members) };
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
