import type { LockClass, LockMember, LockValue } from '../model/lock/lock.ts';
import { memberValues, namedValues } from '../model/names/member-types.ts';
import { declarationView, labelsView } from './declaration-view.ts';
import { docView } from './doc-view.ts';
import { importsView } from './imports-view.ts';
import { memberView } from './member-view.ts';
import type { PackageScope } from './package-scope.ts';
import type { ValueScope } from './value-view.ts';
import type { DeviceView } from './view.ts';

/** What a reader of an open class must know. */
const OPEN = [
  '',
  'Devices of several interfaces share this class: a member is `undefined` where a device has none, and `unknown` where',
  'they have it with different types.',
];

export function deviceView(name: string, of: LockClass, scope: PackageScope): DeviceView {
  const sets = new Set<string>();
  const values: ValueScope = { names: scope.names, sharedLabels: scope.labelsOf, use: (set) => sets.add(set) };
  const memberNames = scope.names.members(of.id);
  const members = [...of.members].map(([key, member]) => {
    const meta = scope.agreement.of(name, key, member.meta);
    return memberView(memberNames.get(key) ?? '', member, meta, [name, key], values);
  });
  const conversions = [...of.members.values()].some(isNarrowed);
  const named = namedValues(name, of, memberNames);
  const types = named
    .filter(({ value }) => value.fields !== undefined)
    .map((each) => declarationView(each, memberNames, values));
  const any = scope.anyOf(name);
  const retired = scope.isRetired(name);
  const at = of.id.indexOf(':');
  const file = scope.fileOf(name);
  const pathOf = (className: string): string => scope.importOf(file, scope.fileOf(className));
  return Object.freeze({
    header: scope.header,
    name,
    world: of.id.slice(0, at),
    wire: of.id.slice(at + 1),
    id: of.id,
    interface: of.interface.slice(0, 8),
    doc: docView([of.doc, ...(of.interfaces === undefined ? [] : OPEN)], retired),
    retired,
    imports: importsView({ name, members, types, any, sets, conversions }, pathOf, scope.importOf(file, 'labels')),
    labels: named
      .filter(({ value }) => value.fields === undefined)
      .map((each) => labelsView(each, memberNames, values)),
    types,
    members: members.toSorted((a, b) => Number(a.kind === 'command') - Number(b.kind === 'command')),
    conversions,
    any,
  });
}

function isNarrowed(member: LockMember): boolean {
  const isOther = ({ wire, fields }: LockValue): boolean => wire !== undefined || (fields?.some(isOther) ?? false);
  return memberValues(member).some(({ value }) => isOther(value));
}
