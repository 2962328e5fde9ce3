import { adopt } from '../device/adopt.ts';
import type { ConnectContext } from './connect-options.ts';
import { connectionOf, type Connection } from './connection.ts';
import { coreOf, join, type DeviceCore } from '../device/device-core.ts';
import type { Device } from '../device/device.ts';
import type { DevgenError } from '../contract/errors.ts';
import { fanOut } from './fan-out.ts';
import { misplacedChildren } from '../device/fields.ts';
import { shareConnections, type Loose } from '../device/procedural.ts';
import { slot, type Slot } from '../contract/slot.ts';
import { placesIn, type Named, type Place } from '../device/walk.ts';

/** A place in the tree that is being connected. */
export interface TreeNode {
  /** Dotted path from the root of the tree. */
  readonly path: string;
  readonly loose?: Loose;
  readonly derived?: Slot;
  /** Absent of composites, and of parts below their own device. */
  readonly connection?: Connection | undefined;
  readonly address?: string | undefined;
  readonly children: Map<string, TreeNode>;
  /** Of the place itself, not of its children. */
  error?: DevgenError | undefined;
}

/** A place that only holds others. */
export function groupNode(path: string): TreeNode {
  return { path, children: new Map() };
}

/** Everything that one call connects, each place once, however many composites hold it. */
export class Tree {
  readonly #devices = new Map<Device, TreeNode>();
  readonly #loose = new Map<Loose, TreeNode>();
  readonly #derived = new Map<Slot, TreeNode>();

  /** Without `parent` the place is a root, named by its key. A soft signal is only named. */
  add({ key, place }: Named, path: string, parent?: DeviceCore): TreeNode | undefined {
    if (!this.#has(place)) adopt(place, key, parent);
    if (place.kind === 'soft') return this.#addDerived(path, place.slot);
    if (place.kind === 'loose') return this.#addLoose(path, place.loose);
    return this.addDevice(path, place.device, place.kind === 'device');
  }

  /** Not `linked` is a part below its own device. */
  addDevice(path: string, device: Device, linked: boolean): TreeNode {
    const known = this.#devices.get(device);
    if (known !== undefined) return known;
    const core = coreOf(device);
    const node: TreeNode = {
      path,
      address: core.address,
      connection: linked ? connectionOf(core) : undefined,
      children: new Map(),
      error: misplacedChildren(device),
    };
    if (linked) this.#devices.set(device, node);
    for (const named of placesIn(device)) {
      const child = this.add(named, join(path, named.key), core);
      if (child !== undefined) node.children.set(named.key, child);
    }
    return node;
  }

  /**
   * All at once: one hung server must not keep others waiting, and how many requests a server takes at a time is
   * known to its connector.
   */
  async connect(context: ConnectContext): Promise<void> {
    shareConnections(this.#loose.keys());
    const each = fanOut(context.io);
    const own = (): ConnectContext => ({ ...context, io: each.next() });
    await Promise.all([
      ...[...this.#devices.values()].map((node) => node.connection && connectDevice(node, own())),
      ...[...this.#loose].map(([loose, node]) => connectLoose(loose, node, own())),
    ]);
    each.done();
    if (context.mismatch === 'report') return;
    for (const [derived, node] of this.#derived) node.error = derived.missing?.();
  }

  #has(place: Place): boolean {
    if (place.kind === 'device') return this.#devices.has(place.device);
    return place.kind === 'loose' && this.#loose.has(place.loose);
  }

  #addDerived(path: string, derived: Slot): TreeNode | undefined {
    if (derived.parts === undefined) return undefined;
    const known = this.#derived.get(derived);
    if (known !== undefined) return known;
    const node: TreeNode = { path, derived, children: new Map() };
    this.#derived.set(derived, node);
    return node;
  }

  #addLoose(path: string, loose: Loose): TreeNode {
    const known = this.#loose.get(loose);
    if (known !== undefined) return known;
    const node: TreeNode = { path, loose, address: loose.address, children: new Map() };
    this.#loose.set(loose, node);
    return node;
  }
}

async function connectDevice(node: TreeNode, context: ConnectContext): Promise<void> {
  try {
    await node.connection?.connect(context);
  } catch (error) {
    node.error = error as DevgenError;
  }
}

/** Each for itself: one that differs from its spec spoils none of those that share its link. */
async function connectLoose({ connection, member }: Loose, node: TreeNode, context: ConnectContext): Promise<void> {
  try {
    await connection?.connect({ ...context, mismatch: 'report' });
    const { binding } = member[slot];
    if (binding.state === 'failed' && context.mismatch === 'strict') node.error = binding.error;
  } catch (error) {
    node.error = error as DevgenError;
  }
}
