import { compare } from '../compare/compare.ts';
import type { Meta } from '../contract/meta.ts';
import type { Connector, Live } from '../contract/seam.ts';
import {
  type BlockSpec,
  type CommandSpec,
  type DeviceSpec,
  type MemberSpec,
  type SignalSpec,
  specOf,
  type ValueSpec,
  type VectorSpec,
} from '../contract/spec.ts';
import { flatKey, leaves } from '../support/flatten.ts';
import type { DevicePvs, Path } from './device-pvs.ts';

type Members = Readonly<Record<string, MemberSpec>>;

/** What servers show of a device that was declared: its members without those whose PV is nowhere, as they are now. */
export function liveOf(spec: DeviceSpec, pvs: DevicePvs, key: Connector['key']): Live {
  const meta = new Map<string, Meta>();
  for (const { path, spec: member } of leaves(Object.values(spec.members))) {
    const { read, write } = pvs.of(path, member);
    const pv = read ?? write;
    if (pv?.shown !== undefined) meta.set(flatKey(path, member, key), pv.port.meta);
  }
  return { spec: { ...spec, members: liveMembers(spec, [], pvs) }, meta };
}

function liveMembers(spec: DeviceSpec, path: Path, pvs: DevicePvs): Members {
  const live = Object.entries(spec.members).flatMap(([name, member]) => {
    const shown = liveMember(member, path, pvs);
    return shown === undefined ? [] : [[name, shown] as const];
  });
  // Of two members with one source the one that can do more is what the source can do.
  live.sort(([, a], [, b]) => Number(b.kind === 'rw') - Number(a.kind === 'rw'));
  return Object.fromEntries(live);
}

function liveMember(member: MemberSpec, path: Path, pvs: DevicePvs): MemberSpec | undefined {
  if (member.kind === 'block') return liveBlock(member, [...path, member.source], pvs);
  if (member.kind === 'vector') return liveVector(member, [...path, member.source], pvs);
  return member.kind === 'command' ? liveCommand(member, path, pvs) : liveSignal(member, path, pvs);
}

/** One of which nothing is there is absent. */
function liveBlock(member: BlockSpec, path: Path, pvs: DevicePvs): BlockSpec | undefined {
  const of = specOf(member.of);
  const members = liveMembers(of, path, pvs);
  return isBare(members) ? undefined : { ...member, of: { ...of, members } };
}

/** Keys of which nothing is there are absent; a member that one element lacks is shown by none. */
function liveVector(member: VectorSpec, path: Path, pvs: DevicePvs): VectorSpec | undefined {
  const of = specOf(member.of);
  const elements = member.keys
    .map((key) => ({ key, members: liveMembers(of, [...path, key], pvs) }))
    .filter(({ members }) => !isBare(members));
  if (elements.length === 0) return undefined;
  const members = Object.entries(of.members).flatMap(([name, declared]) => {
    const shown = elements.flatMap((each) => (Object.hasOwn(each.members, name) ? [each.members[name]!] : []));
    if (shown.length < elements.length) return [];
    // Where elements disagree, the one that is not as declared is what a comparison must see.
    const odd = shown.find((each) => isOdd(declared, each));
    return [[name, odd ?? shown[0]!] as const];
  });
  return { ...member, keys: elements.map(({ key }) => key), of: { ...of, members: Object.fromEntries(members) } };
}

function liveSignal(member: SignalSpec, path: Path, pvs: DevicePvs): SignalSpec | undefined {
  const { read, write } = pvs.of(path, member);
  const main = read ?? write;
  if (main?.shown === undefined) return undefined;
  const { type: _, labels: __, fields: ___, wire: ____, units, ...declared } = member;
  const unit = units === undefined ? undefined : main.port.meta.units;
  const shown: ValueSpec = unit === undefined ? main.shown.spec : { ...main.shown.spec, units: unit };
  const isWritable = write?.shown?.isWritable === true;
  return { ...declared, ...shown, kind: member.kind === 'r' || isWritable ? member.kind : 'r' };
}

/**
 * A PV that cannot be written is no command; what one takes is what is declared, as it is shown. One that takes nothing
 * puts 1, which a floating-point number, a setpoint most likely, is not there for.
 */
function liveCommand(member: CommandSpec, path: Path, pvs: DevicePvs): MemberSpec | undefined {
  const shown = pvs.of(path, member).write?.shown;
  if (shown === undefined) return undefined;
  const { source, in: argument } = member;
  if (!shown.isWritable) return { kind: 'r', source, ...shown.spec };
  if (argument === undefined && /^f\d/.test(shown.spec.type)) return { kind: 'rw', source, ...shown.spec };
  const optional = member.optional === true ? { optional: true as const } : {};
  return { kind: 'command', source, ...(argument === undefined ? {} : { in: shown.spec }), ...optional };
}

function isOdd(declared: MemberSpec, shown: MemberSpec): boolean {
  return compare(alone(declared), alone(shown), (source) => source).some(({ severity }) => severity === 'error');
}

function alone(member: MemberSpec): DeviceSpec {
  return { id: '', members: { member } };
}

function isBare(members: Members): boolean {
  return Object.keys(members).length === 0;
}
