import { isSound } from '../../../src/model/lock/check-lock.ts';
import { detailHash, interfaceHash } from '../../../src/model/lock/hash.ts';
import type { Lock, LockClass, LockDevice, LockMember } from '../../../src/model/lock/lock.ts';
import { parseLock } from '../../../src/model/lock/parse-lock.ts';
import { printLock } from '../../../src/model/lock/print-lock.ts';
import { extendLedger } from '../../../src/model/merge/ledger.ts';
import { merge } from '../../../src/model/merge/merge.ts';
import { DYNAMIC_DEVICES } from '../../model/facilities/dynamic.ts';
import { MOTOR_FACILITY, PVA_FACILITY } from '../../model/facilities/epics.ts';
import { PANDA_FACILITY } from '../../model/facilities/panda.ts';
import { TANGO_FACILITY } from '../../model/facilities/tango-test.ts';
import { pulledSource } from '../../model/pulled-source.ts';

/** One class of everything: blocks, shared label sets, an open class, names that the wire repeats. */
export function manyClasses(): string {
  const dynamic = pulledSource('dyn', 'tango', DYNAMIC_DEVICES);
  return printLock(merge(undefined, [TANGO_FACILITY, MOTOR_FACILITY, PVA_FACILITY, PANDA_FACILITY, dynamic]).lock);
}

/** A change of a lock; the numbers choose what it is of. Where there is no such thing the lock stays as it is. */
export type Edit = (text: string, which: number, other: number) => string;

/** What leaves a lock sound. */
export const SOUND: Readonly<Record<string, Edit>> = {
  units: (text, which, other) =>
    edited(text, which, (_, of) => withMember(of, other, (member) => ({ ...member, meta: { units: `u${other}` } }))),
  classDoc: (text, which, other) => edited(text, which, (_, of) => ({ ...of, doc: `d${other} */ "}}` })),
  newMember: (text, which, other) => edited(text, which, (_, of) => withNew(of, `new_${other}`)),
  fewerMembers: (text, which, other) => edited(text, which, (_, of) => without(of, other)),
  otherType: (text, which, other) =>
    edited(text, which, (_, of) =>
      withMember(of, other, (member) =>
        member.kind === 'r' && !('labels' in member) ? { ...member, type: 'i16' } : member,
      ),
    ),
  labels: (text, which, other) =>
    edited(text, which, (_, of) =>
      withMember(of, other, (member) =>
        'labels' in member && Array.isArray(member.labels) ? { ...member, labels: ['A', `B${other}`] } : member,
      ),
    ),
  sharedLabels: (text, which, other) =>
    reprinted(text, (lock) => {
      const [name, set] = [...lock.labels][which % lock.labels.size] ?? [];
      if (name === undefined || set === undefined) return lock;
      return rehashed({ ...lock, labels: new Map([...lock.labels, [name, { ...set, labels: ['A', `B${other}`] }]]) });
    }),
  memberName: (text, which, other) =>
    reprinted(text, (lock) => {
      const [id = '', names] = [...lock.ledger.members][which % lock.ledger.members.size] ?? [];
      const [name = '', key = ''] = [...(names ?? [])][other % (names?.size ?? 1)] ?? [];
      const others = [...(names ?? [])].filter(([each]) => each !== name);
      const members = new Map([...lock.ledger.members, [id, new Map([...others, [`${name}X`, key]])]]);
      return { ...lock, ledger: { ...lock.ledger, members } };
    }),
  block: (text, which, other) =>
    edited(text, which, (_, of) => {
      const blocks = [...of.members].flatMap(([key, { kind }]) => (kind === 'block' || kind === 'vector' ? [key] : []));
      const gone = blocks[other % blocks.length];
      return { ...of, members: new Map([...of.members].filter(([key]) => key !== gone)) };
    }),
  deviceDetails: (text, which, other) =>
    ofDevice(text, which, (entry, of) => {
      const key = [...of.members.keys()][other % of.members.size];
      return key === undefined ? entry : { ...entry, details: new Map([[key, { units: `own${other}` }]]) };
    }),
  deviceGone: (text, which) => ofDevice(text, which, (entry) => ({ ...entry, gone: true as const })),
  emptied: (text, which) => edited(text, which, (_, of) => ({ ...of, members: new Map() })),
};

/** What a lock must be refused for, nearly always. */
export const UNSOUND: Readonly<Record<string, Edit>> = {
  space: (text, which) => onLine(text, which, (line) => line.replace(':', ': ')),
  swapped: (text, which) => {
    const lines = text.split('\n');
    const at = which % (lines.length - 1);
    return lines.toSpliced(at, 2, lines[at + 1] ?? '', lines[at] ?? '').join('\n');
  },
  twice: (text, which) => onLine(text, which, (line) => `${line}\n${line}`),
  lineGone: (text, which) => {
    const lines = text.split('\n');
    return lines.toSpliced(which % lines.length, 1).join('\n');
  },
  truncated: (text, which) => text.slice(0, which % text.length),
  conflict: (text, which) => onLine(text, which, (line) => `<<<<<<< HEAD\n${line}`),
  nul: (text, which) => onLine(text, which, (line) => line.replace('"source":"', '"source":"\0')),
  hash: (text, which) => inClass(text, which, (line) => line.replace(/"interface":"./, '"interface":"0')),
  kind: (text, which) => onLine(text, which, (line) => line.replace('"kind":"rw"', '"kind":"r"')),
  type: (text, which) => onLine(text, which, (line) => line.replace('"type":"f64"', '"type":"f32"')),
  unknownKind: (text, which) => onLine(text, which, (line) => line.replace(/"kind":"\w+"/, '"kind":"rx"')),
  noSet: (text, which) => onLine(text, which, (line) => line.replace(/"labels":"\w+"/, '"labels":"NoSuchSet"')),
  noBlock: (text, which) => onLine(text, which, (line) => line.replace(/"of":"\w+"/, '"of":"NoSuchClass"')),
  otherId: (text, which) => inClass(text, which, (line) => line.replace(/"id":"(\w+):/, '"id":"$1:Other')),
  reservedName: (text, which) =>
    ofNames(text, which, (names) => new Map([...names].map(([name, key], at) => [at === 0 ? 'then' : name, key]))),
  twoNames: (text, which) =>
    ofNames(text, which, (names) => new Map([...names, ['anotherName', [...names.values()][0] ?? '']])),
  noName: (text, which) => ofNames(text, which, (names) => new Map([...names].slice(1))),
  twin: (text, which, other) =>
    reprinted(text, (lock) => {
      const [name = ''] = nth(lock, which);
      const [, of] = nth(lock, other);
      const { id, interface: hash } = of;
      const classes = new Map([...lock.ledger.classes, [name, { id, interfaces: [hash] }]]);
      return { ...lock, classes: new Map([...lock.classes, [name, of]]), ledger: { ...lock.ledger, classes } };
    }),
  /** Its own hash fits, and those of the classes that hold it do not any more. */
  blockAlone: (text, which) =>
    reprinted(text, (lock) => {
      const blocks = [...lock.classes.values()].flatMap(({ members }) =>
        [...members.values()].flatMap((member) => ('of' in member ? [member.of] : [])),
      );
      const name = blocks[which % blocks.length] ?? '';
      const of = withNew(lock.classes.get(name)!, 'alone');
      const after = rehashed({ ...lock, classes: new Map([...lock.classes, [name, of]]) });
      const classes = new Map([...lock.classes, [name, after.classes.get(name)!] as const]);
      return { ...lock, classes, ledger: extendLedger(lock.ledger, { classes, labels: lock.labels }, 'camel') };
    }),
  ledgerLine: (text, which) =>
    reprinted(text, (lock) => {
      const [name = '', of] = [...lock.ledger.classes][which % lock.ledger.classes.size] ?? [];
      const classes = new Map([...lock.ledger.classes, [name, { ...of!, interfaces: ['0'.repeat(32)] }]]);
      return { ...lock, ledger: { ...lock.ledger, classes } };
    }),
};

/** Sound, and bytes of another checkout. */
export const windows: Edit = (text) => text.replaceAll('\n', '\r\n');

function reprinted(text: string, change: (lock: Lock) => Lock): string {
  return printLock(change(parseLock(text, 'lock')));
}

function nth({ classes }: Lock, which: number): readonly [string, LockClass] {
  return [...classes][which % classes.size] as [string, LockClass];
}

function edited(text: string, which: number, change: (name: string, of: LockClass) => LockClass): string {
  const lock = parseLock(text, 'lock');
  const [name, of] = nth(lock, which);
  const after = rehashed({ ...lock, classes: new Map([...lock.classes, [name, change(name, of)]]) });
  // Two classes may have become the same.
  return isSound(after) ? printLock(after) : text;
}

function withMember(of: LockClass, which: number, change: (member: LockMember) => LockMember): LockClass {
  const [key, member] = [...of.members][which % of.members.size] ?? [];
  if (key === undefined || member === undefined) return of;
  return { ...of, members: new Map([...of.members, [key, change(member)]]) };
}

function without(of: LockClass, which: number): LockClass {
  const gone = [...of.members.keys()][which % of.members.size];
  return of.interfaces === undefined
    ? { ...of, members: new Map([...of.members].filter(([key]) => key !== gone)) }
    : of;
}

function withNew(of: LockClass, source: string): LockClass {
  return { ...of, members: new Map([...of.members, [source, { kind: 'r', source, type: 'f64', meta: {} } as const]]) };
}

/** The lock with the hashes, and the names for new members, that devgen would give. */
function rehashed(lock: Lock): Lock {
  const classes = new Map(lock.classes);
  // Blocks of blocks: a round for each level.
  for (const _ of [1, 2, 3])
    for (const [name, of] of classes) {
      const hash = interfaceHash(of.members, {
        labelsOf: (labels) => (typeof labels === 'string' ? lock.labels.get(labels)?.labels : labels),
        interfaceOf: (block) => classes.get(block)?.interface ?? '',
      });
      classes.set(name, { ...of, interface: hash, detail: detailHash(of) });
    }
  return { ...lock, classes, ledger: extendLedger(lock.ledger, { classes, labels: lock.labels }, 'camel') };
}

function ofDevice(text: string, which: number, change: (entry: LockDevice, of: LockClass) => LockDevice): string {
  return reprinted(text, (lock) => {
    const [name = '', source] = [...lock.sources][which % lock.sources.size] ?? [];
    const [device = '', entry] = [...(source?.devices ?? [])][which % (source?.devices.size ?? 1)] ?? [];
    const of = lock.classes.get(entry?.class ?? '');
    if (source === undefined || entry === undefined || of === undefined) return lock;
    const devices = new Map([...source.devices, [device, change(entry, of)]]);
    return { ...lock, sources: new Map([...lock.sources, [name, { ...source, devices }]]) };
  });
}

function ofNames(
  text: string,
  which: number,
  change: (names: ReadonlyMap<string, string>) => ReadonlyMap<string, string>,
): string {
  return reprinted(text, (lock) => {
    const [id = '', names = new Map<string, string>()] =
      [...lock.ledger.members][which % lock.ledger.members.size] ?? [];
    const members = new Map([...lock.ledger.members, [id, change(names)]]);
    return { ...lock, ledger: { ...lock.ledger, members } };
  });
}

function onLine(text: string, which: number, change: (line: string) => string): string {
  const lines = text.split('\n');
  // The first line from there on that the change is of.
  const order = lines.map((_, at) => (at + which) % lines.length);
  const at = order.find((each) => change(lines[each] ?? '') !== lines[each]);
  return at === undefined ? text : lines.with(at, change(lines[at] ?? '')).join('\n');
}

function inClass(text: string, which: number, change: (line: string) => string): string {
  return onLine(text, which, (line) => (line.includes('"detail":') ? change(line) : line));
}
