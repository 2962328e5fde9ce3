import { compareValue, ofPart, type ValueFinding } from './compare-value.ts';
import type { Finding } from './finding.ts';
import { join, type WireKey } from './join.ts';
import { nearest } from './nearest.ts';
import {
  specOf,
  valueSpecOf,
  type CommandSpec,
  type DeviceSpec,
  type MemberSpec,
  type SignalSpec,
  type VectorSpec,
} from '../contract/spec.ts';

/**
 * Every difference between a class and the live system, joined on wire names: member names and ids never count.
 * Connect, checks and watchers share it.
 *
 * A class may declare less than the device offers: `r` or `w` of a live `rw` is a warning, because whatever the class
 * promises works, and a hand-written class that only reads should be able to say so. The reverse, and everything else
 * that would make a promise fail, is an error. Live members and vector keys that nothing declares are information.
 */
export function compare(spec: DeviceSpec, live: DeviceSpec, key: WireKey): Finding[] {
  return compareMembers(spec, live, key, '');
}

function compareMembers(spec: DeviceSpec, live: DeviceSpec, key: WireKey, path: string): Finding[] {
  const { pairs, extras } = join(spec, live, key);
  const names = extras.map((extra) => extra.source);
  const findings = pairs.flatMap(({ name, declared, live: actual }) => {
    const member = path + name;
    return actual === undefined ? [missing(member, declared, names)] : compareMember(member, declared, actual, key);
  });
  return [...findings, ...extras.map((extra) => extraFinding(path, extra))];
}

function compareMember(member: string, declared: MemberSpec, live: MemberSpec, key: WireKey): Finding[] {
  const at = (finding: ValueFinding): Finding => ({ ...finding, member, source: declared.source });
  const wrongKind = (severity: Finding['severity']): Finding =>
    at({ rule: 'MEMBER_KIND', severity, expected: declared.kind, actual: live.kind });

  if (declared.kind === 'command') {
    return live.kind === 'command' ? compareCommand(declared, live).map(at) : [wrongKind('error')];
  }
  if (declared.kind === 'block') {
    if (live.kind !== 'block') return [wrongKind('error')];
    return compareMembers(specOf(declared.of), specOf(live.of), key, `${member}.`);
  }
  if (declared.kind === 'vector') {
    if (live.kind !== 'vector') return [wrongKind('error')];
    const inside = compareMembers(specOf(declared.of), specOf(live.of), key, `${member}.*.`);
    return [...compareKeys(declared, live).map(at), ...inside];
  }
  if (!isSignal(live)) return [wrongKind('error')];
  const kind = declared.kind === live.kind ? [] : [wrongKind(live.kind === 'rw' ? 'warning' : 'error')];
  return [...kind, ...compareWrite(declared, live, key).map(at), ...compareValue(declared, live).map(at)];
}

function compareCommand(declared: CommandSpec, live: CommandSpec): ValueFinding[] {
  return (['in', 'out'] as const).flatMap((side) =>
    compareValue(valueSpecOf(declared[side]), valueSpecOf(live[side])).map((finding) => ofPart(side, finding)),
  );
}

/** Only where both sides write: else the kind says it already. */
function compareWrite(declared: SignalSpec, live: SignalSpec, key: WireKey): ValueFinding[] {
  if (declared.kind === 'r' || live.kind === 'r') return [];
  const expected = declared.write ?? declared.source;
  const actual = live.write ?? live.source;
  if (key(expected, 'signal') === key(actual, 'signal')) return [];
  return [{ rule: 'MEMBER_WRITE', severity: 'error', expected: `write to ${expected}`, actual: `write to ${actual}` }];
}

function compareKeys(declared: VectorSpec, live: VectorSpec): ValueFinding[] {
  const lacks = declared.keys.some((key) => !live.keys.includes(key));
  if (!lacks && live.keys.length === declared.keys.length) return [];
  return [
    {
      rule: 'VECTOR_KEYS',
      severity: lacks ? 'error' : 'info',
      expected: declared.keys.map(String),
      actual: live.keys.map(String),
    },
  ];
}

function missing(member: string, declared: MemberSpec, names: readonly string[]): Finding {
  const { source, optional } = declared;
  if (optional === true) return { rule: 'MEMBER_ABSENT', severity: 'info', member, source, expected: declared.kind };
  const similar = nearest(source, names);
  return {
    rule: 'MEMBER_MISSING',
    severity: 'error',
    member,
    source,
    expected: declared.kind,
    ...(similar === undefined ? {} : { nearest: similar }),
  };
}

function extraFinding(path: string, extra: MemberSpec): Finding {
  const { source, kind } = extra;
  return { rule: 'MEMBER_EXTRA', severity: 'info', member: path + source, source, actual: kind };
}

function isSignal(member: MemberSpec): member is SignalSpec {
  return member.kind === 'r' || member.kind === 'w' || member.kind === 'rw';
}
