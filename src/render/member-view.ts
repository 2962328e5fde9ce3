import type { Meta } from '@devgen/runtime';
import type { LockCommand, LockMember } from '../model/lock/lock.ts';
import { memberValues } from '../model/names/member-types.ts';
import { memberDoc } from './doc-view.ts';
import { typeView, valueType } from './type-view.ts';
import { type ValueScope, valueTypeName, valueView } from './value-view.ts';
import type { MemberView, TypeView, ValueView } from './view.ts';

const SIGNALS = { r: 'SignalR', w: 'SignalW', rw: 'SignalRW' } as const;

/** A member under its name; `owner` is class and wire key, `meta` what all devices of the class agree on. */
export function memberView(
  name: string,
  member: LockMember,
  meta: Meta,
  owner: readonly string[],
  scope: ValueScope,
): MemberView {
  const doc = memberDoc(member.source, meta);
  const optional = member.optional === true;
  const { kind, source } = member;
  // Whole literals, not spreads: there are tens of thousands of them.
  switch (kind) {
    case 'block':
    case 'vector': {
      const { of } = member;
      const keys = kind === 'vector' ? member.keys : null;
      const type = keys === null ? typeView(of) : typeView('DeviceVector', [typeView(of)]);
      return {
        name,
        doc,
        type,
        optional,
        kind,
        source,
        write: null,
        value: null,
        in: null,
        out: null,
        of,
        keys,
        role: null,
      };
    }
    case 'command': {
      const { type, in: argument, out } = commandView(member, owner, scope);
      return {
        name,
        doc,
        type,
        optional,
        kind,
        source,
        write: null,
        value: null,
        in: argument,
        out,
        of: null,
        keys: null,
        role: null,
      };
    }
    default: {
      const type = typeView(SIGNALS[kind], [valueType(member, valueTypeName(member, owner, scope))]);
      const value = valueView(member, owner, scope, meta.units);
      const write = member.write ?? null;
      const role = member.role ?? null;
      return {
        name,
        doc,
        type,
        optional,
        kind,
        source,
        write,
        value,
        in: null,
        out: null,
        of: null,
        keys: null,
        role,
      };
    }
  }
}

function commandView(
  member: LockCommand,
  owner: readonly string[],
  scope: ValueScope,
): { readonly type: TypeView; readonly in: ValueView | null; readonly out: ValueView | null } {
  const owners = new Map(memberValues(member).map(({ suffix, value }) => [value, [...owner, ...suffix]]));
  const [argument, result] = [member.in, member.out];
  // Where argument and result are alike, both bear the type of the argument.
  const ofArgument = (argument && owners.get(argument)) ?? owner;
  const ofResult = (result && owners.get(result)) ?? owner;
  const typeOf = (value: LockCommand['in'], of: readonly string[]): TypeView =>
    valueType(value, value && valueTypeName(value, of, scope));
  return {
    type: typeView('Command', [typeOf(argument, ofArgument), typeOf(result, ofResult)]),
    in: argument === undefined ? null : valueView(argument, ofArgument, scope, undefined),
    out: result === undefined ? null : valueView(result, ofResult, scope, undefined),
  };
}
