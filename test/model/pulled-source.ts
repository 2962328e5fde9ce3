import type { CommandSpec, DeviceSpec, MemberSpec, Meta, SignalSpec } from '@devgen/runtime';
import type { ListedDevice, PulledDevice, PulledSource } from '../../src/model/merge/pulled.ts';

/** Facts of a device as a source gives them: members by wire key, each with its metadata. */
export type Facts = Readonly<Record<string, readonly [MemberSpec, Meta?]>>;

export interface DeviceFacts {
  readonly device: string;
  readonly id: string;
  readonly members: Facts;
  readonly doc?: string;
  readonly alias?: string;
  readonly labelSets?: ReadonlyMap<string, readonly string[]>;
  /** Of members within blocks, by path. */
  readonly inner?: ReadonlyMap<string, Meta>;
}

export function rw(source: string, spec: Omit<SignalSpec, 'kind' | 'source'>): SignalSpec {
  return { kind: 'rw', source, ...spec };
}

export function r(source: string, spec: Omit<SignalSpec, 'kind' | 'source'>): SignalSpec {
  return { kind: 'r', source, ...spec };
}

export function command(source: string, spec: Omit<CommandSpec, 'kind' | 'source'> = {}): CommandSpec {
  return { kind: 'command', source, ...spec };
}

export function specOfFacts(id: string, members: Facts): DeviceSpec {
  const specs = Object.create(null) as Record<string, MemberSpec>;
  for (const key of Object.keys(members)) {
    const [spec] = members[key] ?? [];
    if (spec !== undefined) specs[key] = spec;
  }
  return { id, members: specs };
}

export function described(facts: DeviceFacts): PulledDevice {
  const meta = new Map<string, Meta>(facts.inner);
  for (const key of Object.keys(facts.members)) meta.set(key, facts.members[key]?.[1] ?? {});
  return {
    ok: true,
    found: listed(facts),
    live: { spec: specOfFacts(facts.id, facts.members), meta },
    ...(facts.doc === undefined ? {} : { doc: facts.doc }),
    ...(facts.labelSets === undefined ? {} : { labelSets: facts.labelSets }),
  };
}

export function listed(facts: Pick<DeviceFacts, 'device' | 'id' | 'alias'>): ListedDevice {
  return {
    device: facts.device,
    class: facts.id.slice(facts.id.indexOf(':') + 1),
    running: true,
    ...(facts.alias === undefined ? {} : { alias: facts.alias }),
  };
}

/** A source on which all is well. */
export function pulledSource(name: string, kind: string, devices: readonly DeviceFacts[]): PulledSource {
  return { name, kind, listed: devices.map(listed), described: devices.map(described) };
}
