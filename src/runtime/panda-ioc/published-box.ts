import type { DeviceSpec, MemberSpec, ValueSpec } from '../core/contract/spec.ts';
import { pvName } from '../core/pushed/pv-name.ts';
import { madeOnce } from '../core/support/made-once.ts';
import type { PviBox, PviEntry, PviKind } from '../panda/pvi/pvi-box.ts';

type Entries = Map<string, PviEntry>;

/** `seq.1.bita`, or `pcap.arm` of a block that is only one: what PV Access calls a member of a PVI tree. */
const NAME = /^([^.]+)\.(?:(\d+)\.)?([^.]+)$/;

/** A device that PV Access found by its PVI, as a box; what lies outside of blocks belongs to the IOC itself. */
export function publishedBox(prefix: string, { members }: DeviceSpec): PviBox {
  const box = new Map<string, Map<number, Entries>>();
  for (const [name, member] of Object.entries(members)) {
    const [, block, instance, entry] = NAME.exec(name) ?? [];
    const shown = entryOf(prefix, member);
    if (block === undefined || entry === undefined || shown === undefined) continue;
    const instances = madeOnce(box, block, () => new Map<number, Entries>());
    madeOnce(instances, Number(instance ?? 0), () => new Map<string, PviEntry>()).set(entry, shown);
  }
  return box;
}

/** fastcs reads from a PV of its own what it writes, PandABlocks-ioc from the same one. */
export function publishedBy({ members }: DeviceSpec): PviKind {
  return Object.values(members).some((member) => member.kind === 'rw' && member.write !== undefined) ? 'fastcs' : 'ioc';
}

function entryOf(prefix: string, member: MemberSpec): PviEntry | undefined {
  const pv = pvName(prefix, [], member.source);
  switch (member.kind) {
    case 'r':
      return { r: pv, value: valueOf(member) };
    case 'w':
      return { w: pv, value: valueOf(member) };
    case 'rw':
      return member.write === undefined
        ? { rw: pv, value: valueOf(member) }
        : { r: pv, w: pvName(prefix, [], member.write), value: valueOf(member) };
    case 'command':
      return { x: pv, value: { type: 'any' } };
    default:
      return undefined;
  }
}

function valueOf({ type, labels, fields, units }: ValueSpec): ValueSpec {
  return {
    type,
    ...(labels === undefined ? {} : { labels }),
    ...(fields === undefined ? {} : { fields }),
    ...(units === undefined ? {} : { units }),
  };
}
