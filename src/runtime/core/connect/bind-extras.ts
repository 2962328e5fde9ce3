import { bindSlot } from './bind-slot.ts';
import { createCommand } from '../signal/command.ts';
import { join as dotted, type DeviceCore } from '../device/device-core.ts';
import { DevgenError } from '../contract/errors.ts';
import type { ExtraMember } from '../contract/members.ts';
import { kindOf } from '../compare/join.ts';
import { leaves } from '../support/flatten.ts';
import { memberKey } from '../support/member-key.ts';
import type { Scope } from './scope.ts';
import { createSignal } from '../signal/signal.ts';
import { slot, type Slotted } from '../contract/slot.ts';
import type { CommandSpec, MemberSpec, SignalSpec } from '../contract/spec.ts';

interface Extra {
  readonly key: string;
  readonly spec: SignalSpec | CommandSpec;
  readonly scope: Scope;
}

/** Makes `core.extras` what the live system shows beside the class; a member that is still there stays the same one. */
export function bindExtras(core: DeviceCore, members: readonly MemberSpec[], scope: Scope): void {
  const wanted = new Map<string, Extra>();
  for (const { path, spec } of leaves(members)) {
    // Parts that no class declares are shown by their members: `SEQ/1/PRESCALE`. A device may itself be its one member.
    const own = spec.source === '' ? 'value' : memberKey(spec.source, kindOf(spec));
    const key = [...path, own].join('/');
    if (!wanted.has(key)) wanted.set(key, { key, spec, scope: { ...scope, path: [...scope.path, ...path] } });
  }

  for (const [key, member] of core.extras) {
    const spec = wanted.get(key)?.spec;
    if (spec !== undefined && JSON.stringify(spec) === JSON.stringify(member[slot].spec)) continue;
    core.extras.delete(key);
    member[slot].dispose(
      new DevgenError(`${member[slot].name} is no longer what it was`, {
        code: 'MEMBER.MISSING',
        member: key,
        source: member[slot].spec.source,
        hint: 'take it from $extras again',
      }),
    );
  }
  for (const [key, extra] of wanted) {
    const member = core.extras.get(key) ?? createExtra(core, extra);
    core.extras.set(key, member);
    bindSlot(member[slot], extra.scope, extra.spec, undefined);
  }
}

function createExtra(core: DeviceCore, { key, spec }: Extra): ExtraMember & Slotted {
  const name = dotted(core.name, key);
  const address = core.address === undefined ? spec.source : `${core.address}/${spec.source}`;
  return spec.kind === 'command' ? createCommand(spec, name, address) : createSignal(spec, name, address);
}
