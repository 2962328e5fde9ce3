import { releaseSlot } from '../connect/bind-slot.ts';
import { convertedBy } from './converted-by.ts';
import { createCommand } from '../signal/command.ts';
import { Connection } from '../connect/connection.ts';
import { DeviceCore } from './device-core.ts';
import type { CommandOf, SignalOf } from './define.ts';
import { disposedError } from './disposed-error.ts';
import { createSignal } from '../signal/signal.ts';
import { slot, type Slot, type Slotted } from '../contract/slot.ts';
import type { CommandSpec, DeviceSpec, MemberSpec, SignalSpec } from '../contract/spec.ts';

/** A signal or command outside any class. */
export interface Loose {
  readonly address: string;
  readonly member: Slotted;
  readonly spec: SignalSpec | CommandSpec;
  connection: Connection | undefined;
  /** Those of the same address that share the connection, this one too. */
  sharers: Set<Loose>;
}

/** Where a slot keeps it; registered, so that two copies of the runtime agree. */
const looseKey = Symbol.for('devgen.loose');

/**
 * A signal without a class, as a field of a composite or in the tree given to `connectAll`. `address` is that of the
 * device, `spec.source` the wire name in it; signals of one address that are connected together share a link.
 */
export function signal<const S extends SignalSpec>(address: string, spec: S): SignalOf<S> {
  return createLoose(address, spec, createSignal) as unknown as SignalOf<S>;
}

/** As {@link signal}, a command. */
export function command<const S extends CommandSpec>(address: string, spec: S): CommandOf<S> {
  return createLoose(address, spec, createCommand) as unknown as CommandOf<S>;
}

function createLoose<S extends Loose['spec']>(
  address: string,
  spec: S,
  create: (spec: S, name: string, address: string) => Slotted,
): Slotted {
  const member = convertedBy(create(spec, '', `${address}/${spec.source}`), undefined);
  const loose: Loose = { address, member, spec, connection: undefined, sharers: new Set() };
  Object.defineProperty(member[slot], looseKey, { value: loose });
  return member;
}

export function looseOf(of: Slot): Loose | undefined {
  return (of as { readonly [looseKey]?: Loose })[looseKey];
}

/** Gives those that have no connection yet one an address. */
export function shareConnections(all: Iterable<Loose>): void {
  const bundles = new Map<string, { readonly core: DeviceCore; readonly sharers: Set<Loose> }>();
  for (const loose of all) {
    const { address, member, spec } = loose;
    if (loose.connection !== undefined) continue;
    const known = bundles.get(address);
    const { core, sharers } = known ?? {
      core: new DeviceCore({}, { id: '', members: Object.create(null) as DeviceSpec['members'] }, address, ''),
      sharers: new Set(),
    };
    if (known === undefined) bundles.set(address, { core, sharers });
    const { name } = member[slot];
    // Two that got their name in different trees may have the same.
    const key = name in core.spec.members ? `${name} ${core.members.length}` : name;
    (core.spec.members as Record<string, MemberSpec>)[key] = spec;
    core.members.push(member);
    loose.connection = core.connection ??= new Connection(core);
    loose.sharers = sharers.add(loose);
  }
}

/** Ends what observes it; the link closes with the last one that shares it. */
export async function releaseLoose(loose: Loose): Promise<void> {
  const { connection, member, sharers } = loose;
  if (connection === undefined) return;
  loose.connection = undefined;
  releaseSlot(member[slot], disposedError(member[slot].name));
  sharers.delete(loose);
  if (sharers.size === 0) await connection.dispose();
}
