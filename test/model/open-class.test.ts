import { compare, connectAll, defineDevice, disposeAll, mock } from '@devgen/runtime';
import { describe, expect, it } from 'vitest';
import { classSpec } from '../../src/model/class-spec.ts';
import type { Lock, LockMember } from '../../src/model/lock/lock.ts';
import { printLock } from '../../src/model/lock/print-lock.ts';
import { type Merged, merge } from '../../src/model/merge/merge.ts';
import { DYNAMIC_DEVICES, DYNAMIC_FACILITY } from './facilities/dynamic.ts';
import { classesOf, history, motor, source } from './motors.ts';
import { type DeviceFacts, type Facts, pulledSource, r, rw, specOfFacts } from './pulled-source.ts';

const lock = history(DYNAMIC_FACILITY);
const open = DYNAMIC_DEVICES.slice(8);

function own(device: string, members: Facts): DeviceFacts {
  return { device, id: 'tango:Dynamic', members };
}

/** A pull of one device, which leaves the others out. */
function pullOf(facts: DeviceFacts): Merged {
  const covers = (_: string, device: string): boolean => device === facts.device;
  return merge(lock, [pulledSource('db', 'tango', [facts])], { covers });
}

/** A member of the open class in few words: `rw f64?`. */
function said(of: Lock, name: string): Record<string, string> {
  const members = [...(of.classes.get(name)?.members ?? [])];
  return Object.fromEntries(members.map(([key, member]) => [key, inWords(member)]));
}

function inWords(member: LockMember): string {
  const what =
    member.kind === 'command'
      ? `(${member.in?.type ?? ''}) ${member.out?.type ?? ''}`
      : 'type' in member
        ? member.type
        : '';
  return `${member.kind} ${what}${member.optional === true ? '?' : ''}`.replaceAll(' ?', '?').trim();
}

describe('the open class', () => {
  it('holds what is beyond eight classes', () => {
    const names = Object.values(classesOf(lock));
    expect(names.slice(0, 8)).toEqual(['Dynamic', ...Array.from({ length: 7 }, (_, at) => `Dynamic${at + 2}`)]);
    expect(new Set(names.slice(8))).toEqual(new Set(['DynamicOpen']));
    expect(lock.ledger.classes.get('DynamicOpen')).toEqual({
      id: 'tango:Dynamic',
      interfaces: [...(lock.classes.get('DynamicOpen')?.interfaces?.keys() ?? [])],
      open: true,
    });
    expect(lock.ledger.files.get('dynamic-open')).toBe('DynamicOpen');
    expect(lock.ledger.types.get('AnyDynamic')).toEqual(['', 'tango:Dynamic']);
  });

  it('declares of each member what all its devices fulfil', () => {
    expect(said(lock, 'DynamicOpen')).toEqual({
      gain: 'rw f64',
      level: 'rw f32[]?',
      mode: 'r any?',
      'move()': 'command (any)?',
      only: 'r i64?',
      range: 'r f64?',
      'reset()': 'command ()',
      state: 'r enum',
      value: 'r any?',
    });
    const [left] = [...(lock.classes.get('DynamicOpen')?.interfaces?.values() ?? [])].filter((keys) =>
      keys.includes('trigger'),
    );
    expect(left).toEqual(['home()', 'mode', 'move()', 'range', 'trigger', 'value']);
  });

  it('knows of each device what it said, and what it says otherwise', () => {
    const devices = lock.sources.get('db')?.devices;
    const seen = open.map(({ device }) => devices?.get(device)?.seen);
    expect(new Set(seen).size).toBe(4);
    expect(lock.classes.get('DynamicOpen')?.members.get('value')?.meta).toEqual({});
    expect(devices?.get('d/dyn/09')?.details?.get('value')).toEqual({ units: 'V' });
    expect(devices?.get('d/dyn/12')?.details).toBe(undefined);
  });

  it.each(open.map((facts) => [facts.device, facts] as const))('takes %s in, and works in mock', async (_, facts) => {
    const spec = classSpec(lock, 'DynamicOpen');
    const live = specOfFacts(facts.id, facts.members);
    const findings = compare(spec, live, (wire, kind) => `${kind}:${wire.toLowerCase()}`);
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    const Open = defineDevice(spec);
    const tree = { there: new Open(facts.device), wanted: new Open('mocked') };
    const via = [mock({ live: (address, wanted) => (address === facts.device ? live : wanted) })];
    await connectAll(tree, { via });
    const present = Object.keys(spec.members).filter((name) => tree.there[name] !== undefined);
    const names = new Map([...(lock.ledger.members.get('tango:Dynamic') ?? [])].map(([name, key]) => [key, name]));
    const declared = Object.keys(facts.members).filter((key) => lock.classes.get('DynamicOpen')?.members.has(key));
    expect(present.toSorted()).toEqual(declared.map((key) => names.get(key)).toSorted());
    expect(Object.keys(spec.members).filter((name) => tree.wanted[name] === undefined)).toEqual([]);
    await disposeAll(tree);
  });
});

describe('the open class over time', () => {
  const [first] = open as [DeviceFacts];

  it('gets smaller again when what made it large is gone from it', () => {
    const after = history(DYNAMIC_FACILITY, pulledSource('db', 'tango', DYNAMIC_DEVICES.slice(0, 9)));
    // They are only marked, so nothing of them is lost.
    expect(printLock({ ...after, sources: new Map() })).toBe(printLock({ ...lock, sources: new Map() }));
    const moved = open.map(({ device }) => own(device, first.members));
    const same = history(DYNAMIC_FACILITY, pulledSource('db', 'tango', [...DYNAMIC_DEVICES.slice(0, 8), ...moved]));
    expect(said(same, 'DynamicOpen')).toEqual({
      gain: 'rw f64',
      'home()': 'command ()',
      mode: 'rw enum',
      'move()': 'command (f64)',
      range: 'rw f64',
      'reset()': 'command ()',
      state: 'r enum',
      trigger: 'w bool',
      value: 'rw f64',
    });
    expect(same.sources.get('db')?.devices.get('d/dyn/12')).not.toHaveProperty('seen');
    expect(same.ledger.classes.get('DynamicOpen')).toEqual(lock.ledger.classes.get('DynamicOpen'));
  });

  it('keeps what it cannot see: what a device outside the glob has is declared as before', () => {
    const moved = own('d/dyn/10', first.members);
    const { lock: after } = pullOf(moved);
    expect(classesOf(after)['d/dyn/10']).toBe('DynamicOpen');
    // Only devices that the pull saw have `value` and `trigger`, and they agree; of `mode` one was not asked.
    expect(said(after, 'DynamicOpen')).toMatchObject({
      value: 'rw f64?',
      trigger: 'w bool?',
      mode: 'r any?',
      only: 'r i64?',
    });
    expect([...(after.classes.get('DynamicOpen')?.interfaces?.keys() ?? [])]).toHaveLength(3);
  });

  it('does not declare what no class could while one of those that disagree may still be there', () => {
    const more = own('d/dyn/13', { trigger: [r('trigger', { type: 'bool' })] });
    const { lock: after } = pullOf(more);
    expect(classesOf(after)['d/dyn/13']).toBe('DynamicOpen');
    expect(said(after, 'DynamicOpen')).not.toHaveProperty('trigger');
    expect(said(after, 'DynamicOpen')).toMatchObject({ gain: 'rw f64?', state: 'r enum?' });
  });

  it('is not for what has parts, nor for a part', () => {
    const boxes = Array.from({ length: 10 }, (_, at) => box(at));
    const panDAs = history(pulledSource('panda', 'panda', boxes));
    const devices = [...(panDAs.sources.get('panda')?.devices.values() ?? [])];
    expect(new Set(devices.map((entry) => entry.class)).size).toBe(10);
    expect([...panDAs.ledger.classes.values()].some((of) => of.open === true)).toBe(false);
  });
});

/** A box with one member more than the others, and the same in one of its parts. */
function box(at: number): DeviceFacts {
  const more: Facts = { [`x${at}`]: [r(`x${at}`, { type: 'f64' })] };
  const part = specOfFacts('panda:Part', more);
  return { device: `box${at}`, id: 'panda:Box', members: { ...more, P: [{ kind: 'block', source: 'P', of: part }] } };
}

it('nine interfaces of two classes are no open class', () => {
  const devices = Array.from({ length: 8 }, (_, at) =>
    motor(`m/${at}`, { [`a${at}`]: [rw(`a${at}`, { type: 'f64' })] }),
  );
  const other = { ...motor('o/1', { z: [r('z', { type: 'f64' })] }), id: 'tango:Other' };
  expect(Object.values(classesOf(history(source([...devices, other]))))).not.toContain('MotorOpen');
});
