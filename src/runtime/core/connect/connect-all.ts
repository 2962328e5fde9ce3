import type { ConnectContext, ConnectOptions } from './connect-options.ts';
import { deadline } from '../support/deadline.ts';
import type { Device } from '../device/device.ts';
import { disposePlace } from '../device/dispose.ts';
import { DevgenError } from '../contract/errors.ts';
import { isMember } from '../device/fields.ts';
import type { Command, SignalBase } from '../contract/members.ts';
import { mock } from '../soft/mock.ts';
import { errorOf } from './tree-error.ts';
import { groupNode, Tree, type TreeNode } from './tree.ts';
import { isVector, type DeviceVector } from '../device/vector.ts';
import { placesOf } from '../device/walk.ts';

/** What may stand in a tree: devices of any class, vectors, and signals or commands outside a class. */
export type Connectable = Device | DeviceVector | SignalBase | Command<never, unknown>;

/** How one part of a tree fared. */
export type Settled<D> =
  { readonly ok: true; readonly device: D } | { readonly ok: false; readonly error: DevgenError };

const defaultDeadline = 10_000;

/**
 * Connects everything in the tree in parallel, under one deadline, and names it by the keys: `stage.x.position`.
 * Rejects with a {@link ConnectError} that reports all failures; what did connect stays connected.
 */
export async function connectAll<T extends { readonly [K in keyof T]: Connectable }>(
  tree: T,
  options: ConnectOptions,
): Promise<T> {
  const error = errorOf(await connectTree(tree, options));
  if (error !== undefined) throw error;
  return tree;
}

/** As {@link connectAll}, but tells part by part how it went and never rejects for a device. */
export async function connectSettled<T extends { readonly [K in keyof T]: Connectable }>(
  tree: T,
  options: ConnectOptions,
): Promise<{ readonly [K in keyof T]: Settled<T[K]> }> {
  const { children } = await connectTree(tree, options);
  const settled = Object.entries(tree).map(([key, device]) => {
    const node = children.get(key);
    const error = node && errorOf(node);
    return [key, error === undefined ? { ok: true, device } : { ok: false, error }] as const;
  });
  return Object.fromEntries(settled) as { readonly [K in keyof T]: Settled<T[K]> };
}

/** The counterpart of {@link connectAll}: disposes every device, vector and signal of the tree. */
export async function disposeAll(tree: Readonly<Record<string, Connectable>>): Promise<void> {
  const places = Object.entries(tree).flatMap(([key, value]) => (isMember(value) ? placesOf(key, value) : []));
  await Promise.all(places.map(({ place }) => disposePlace(place)));
}

/** One device, which keeps its name. */
export async function connectDevice(device: Device, options: ConnectOptions): Promise<void> {
  const tree = new Tree();
  const node = tree.addDevice(device.$name, device, true);
  await underDeadline(options, (context) => tree.connect(context));
  const error = errorOf(node);
  if (error !== undefined) throw error;
}

async function connectTree(members: object, options: ConnectOptions): Promise<TreeNode> {
  const tree = new Tree();
  const root = groupNode('');
  for (const [key, value] of Object.entries(members) as [string, unknown][]) {
    if (!isMember(value)) throw notConnectable(key);
    const group = isVector(value) ? groupNode(key) : root;
    if (group !== root) root.children.set(key, group);
    for (const named of placesOf(key, value)) {
      const node = tree.add(named, named.key);
      if (node !== undefined) group.children.set(named.key, node);
    }
  }
  await underDeadline(options, (context) => tree.connect(context));
  return root;
}

async function underDeadline(options: ConnectOptions, run: (context: ConnectContext) => Promise<void>): Promise<void> {
  const milliseconds = options.deadline ?? defaultDeadline;
  const io = deadline(milliseconds, options.signal);
  try {
    await run({
      via: options.via ?? [],
      mock: options.mock === true ? mock() : undefined,
      mismatch: options.mismatch ?? 'strict',
      io,
      milliseconds,
    });
  } finally {
    io.done();
  }
}

function notConnectable(key: string): DevgenError {
  return new DevgenError(`${key} is neither a device nor a vector, signal or command`, {
    code: 'DEVICE.CHILDREN',
    member: key,
    hint: 'several devices under one key go into a DeviceVector or a class of your own',
  });
}
