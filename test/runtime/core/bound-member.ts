import type { Command, CommandSpec, Connector, Io, Link, SignalRW, SignalSpec } from '@devgen/runtime';
import { createCommand } from '../../../src/runtime/core/signal/command.ts';
import { deadline } from '../../../src/runtime/core/support/deadline.ts';
import { createSignal } from '../../../src/runtime/core/signal/signal.ts';
import { slot, type Slotted } from '../../../src/runtime/core/contract/slot.ts';

/** An {@link Io} without an end, for calls below the signals. */
export function unlimited(): Io {
  return deadline(Infinity);
}

/** Opens a device of the given members and binds signals and commands to it, as a device does at connect. */
export async function openMembers<const K extends string>(
  connector: Connector,
  members: Readonly<Record<K, SignalSpec | CommandSpec>>,
  address = 'dev/1',
): Promise<{
  link: Link;
  signal: (key: K) => SignalRW<unknown> & Slotted;
  command: (key: K) => Command<unknown, unknown> & Slotted;
}> {
  const link = await connector.open(address, { id: 'test:', members }, unlimited());
  const bind = <M extends Slotted>(member: M): M => {
    member[slot].binding = { state: 'bound', link, backend: link.backend([], member[slot].spec) };
    member[slot].rebound();
    return member;
  };
  return {
    link,
    signal: (key) => bind(createSignal(members[key] as SignalSpec, `dev.${key}`, address)),
    command: (key) => bind(createCommand(members[key] as CommandSpec, `dev.${key}`, address)),
  };
}
