import { MemberSlot } from './member-slot.ts';
import type { CallOptions, Command } from '../contract/members.ts';
import type { LiveMeta } from '../contract/meta.ts';
import { slot, type Slotted } from '../contract/slot.ts';
import { type CommandSpec, valueSpecOf, type ValueType } from '../contract/spec.ts';

export type CommandSlot = MemberSlot<CommandSpec>;

/** A command, not bound yet. */
export function createCommand(spec: CommandSpec, name: string, address: string): Command<unknown, unknown> & Slotted {
  return commandOver(new MemberSlot(spec, name, address));
}

/** The same over a slot of its own making. */
export function commandOver(behind: CommandSlot): Command<unknown, unknown> & Slotted {
  return new BoundCommand(behind);
}

class BoundCommand implements Command<unknown, unknown>, Slotted {
  readonly kind = 'command';
  readonly [slot]: CommandSlot;

  constructor(behind: CommandSlot) {
    this[slot] = behind;
  }

  /** Keeps proxies of user interfaces off. */
  get [Symbol.toStringTag](): string {
    return 'Command';
  }

  get name(): string {
    return this[slot].name;
  }

  get source(): string {
    return this[slot].source;
  }

  get in(): ValueType | undefined {
    return valueSpecOf(this[slot].spec.in)?.type;
  }

  get out(): ValueType | undefined {
    return valueSpecOf(this[slot].spec.out)?.type;
  }

  get meta(): LiveMeta {
    const { binding } = this[slot];
    return binding.state === 'bound' ? binding.backend.meta : {};
  }

  async execute(argument?: unknown, options?: CallOptions): Promise<unknown> {
    const behind = this[slot];
    const sent = behind.sent(valueSpecOf(behind.spec.in), argument);
    const result = await behind.call('execute', options, (backend, io) => backend.execute(sent, io));
    const out = valueSpecOf(behind.spec.out);
    return out && behind.came(out, result);
  }
}
