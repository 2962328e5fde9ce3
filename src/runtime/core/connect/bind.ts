import { bindExtras } from './bind-extras.ts';
import { bindSlot, releaseSlot } from './bind-slot.ts';
import { coreOf, isDevice, isSlotted, type DeviceCore } from '../device/device-core.ts';
import type { DevgenError } from '../contract/errors.ts';
import { join, type Joined, type Pair } from '../compare/join.ts';
import type { Judgement, Scope } from './scope.ts';
import { slot } from '../contract/slot.ts';
import { specOf, type DeviceSpec } from '../contract/spec.ts';
import { vectorOf } from '../device/vector.ts';

/** Binds every member of a device with a link, and of all its parts made so far. */
export function bindDevice(core: DeviceCore, live: DeviceSpec, judgement: Judgement): void {
  bindCore(core, { judgement, live, path: [], prefix: '', error: undefined });
}

/** Binds an element that is made when its device is connected already. */
export function bindElement(element: DeviceCore, parent: DeviceCore, index: number, key: number): void {
  if (parent.scope === undefined) return;
  const pair = joined(parent.spec, parent.scope).pairs[index];
  if (pair !== undefined) bindCore(element, elementScope(parent.scope, pair, key));
}

function bindCore(core: DeviceCore, scope: Scope): void {
  core.scope = scope;
  const { pairs, extras } = joined(core.spec, scope);
  pairs.forEach((pair, index) => bindMember(core, pair, index, scope));
  bindExtras(core, extras, scope);
}

function joined(spec: DeviceSpec, scope: Scope): Joined {
  if (scope.live !== undefined) return join(spec, scope.live, scope.judgement.key);
  const pairs = Object.entries(spec.members).map(([name, declared]) => ({ name, declared, live: undefined }));
  return { pairs, extras: [] };
}

function bindMember(core: DeviceCore, pair: Pair, index: number, scope: Scope): void {
  const { name, declared, live } = pair;
  const member = core.members[index];
  if (member === undefined) return;
  if (declared.optional === true) {
    const absent = live === undefined && scope.live !== undefined;
    core.show(name, absent ? undefined : member);
  }

  if (isSlotted(member)) {
    const error = errorOf(scope, name);
    bindSlot(member[slot], scope, live, error);
  } else if (isDevice(member)) {
    bindCore(coreOf(member), blockScope(scope, pair));
  } else {
    for (const [key, device] of vectorOf(member).made) bindCore(coreOf(device), elementScope(scope, pair, key));
  }
}

function errorOf(scope: Scope, name: string): Scope['error'] {
  return scope.error ?? scope.judgement.errors.get(scope.prefix + name);
}

function blockScope(scope: Scope, { name, declared, live }: Pair): Scope {
  return {
    judgement: scope.judgement,
    live: live?.kind === 'block' ? specOf(live.of) : undefined,
    path: [...scope.path, declared.source],
    prefix: `${scope.prefix}${name}.`,
    error: errorOf(scope, name),
  };
}

/** Keys that the live system lacks spoil no other element. */
function elementScope(scope: Scope, { name, declared, live }: Pair, key: number): Scope {
  const there = live?.kind === 'vector' && live.keys.includes(key);
  return {
    judgement: scope.judgement,
    live: there ? specOf(live.of) : undefined,
    path: [...scope.path, declared.source, key],
    prefix: `${scope.prefix}${name}.*.`,
    error: there ? scope.error : errorOf(scope, name),
  };
}

/** Ends whatever waits or observes in the device and its parts; its members reject with the error from now on. */
export function releaseDevice(core: DeviceCore, error: DevgenError): void {
  core.scope = undefined;
  for (const extra of core.extras.values()) releaseSlot(extra[slot], error);
  for (const member of core.members) {
    if (isSlotted(member)) releaseSlot(member[slot], error);
    else if (isDevice(member)) releaseDevice(coreOf(member), error);
    else for (const device of vectorOf(member).made.values()) releaseDevice(coreOf(device), error);
  }
}
