import { describe, expect, it } from 'vitest';
import { compareLive } from '../../src/commands/actions/compare-live.ts';
import { shownMembers } from '../../src/commands/actions/shown-members.ts';
import type { LockDevice } from '../../src/model/lock/lock.ts';
import { merge } from '../../src/model/merge/merge.ts';
import type { LiveFinding } from '../../src/report/check-text.ts';
import { DYNAMIC_DEVICES, DYNAMIC_FACILITY } from '../model/facilities/dynamic.ts';
import { type DeviceFacts, pulledSource, r } from '../model/pulled-source.ts';

const { lock } = merge(undefined, [DYNAMIC_FACILITY]);

function drift(devices: readonly DeviceFacts[]): readonly LiveFinding[] {
  const pulled = [pulledSource('db', 'tango', devices)];
  const found = compareLive(lock, { pulled, covers: () => true }, 'camel', () => (name, kind) => `${kind}:${name}`);
  expect(found.compared).toBe(devices.length);
  return found.findings;
}

describe('devices of an open class beside the lock', () => {
  it('agree with themselves, though none has what the class declares', () => {
    expect(drift(DYNAMIC_DEVICES)).toEqual([]);
  });

  it('are told what they lost and gained, each against what it had', () => {
    const changed = DYNAMIC_DEVICES.map((facts): DeviceFacts => {
      if (facts.device !== 'd/dyn/11') return facts;
      const { only: _, ...rest } = facts.members;
      return { ...facts, members: { ...rest, extra: [r('extra', { type: 'f64' })] } };
    });
    const of = (rule: string): readonly LiveFinding[] => drift(changed).filter((finding) => finding.rule === rule);
    expect(of('MEMBER_ABSENT')).toMatchObject([
      { severity: 'compatible', class: 'DynamicOpen', member: 'only', devices: ['d/dyn/11'] },
    ]);
    expect(of('MEMBER_EXTRA')).toMatchObject([{ severity: 'compatible', member: 'extra', devices: ['d/dyn/11'] }]);
  });
});

function shownNames(device?: LockDevice): readonly string[] {
  return shownMembers(lock, 'DynamicOpen', device).map(({ name }) => name);
}

it('a device of an open class is shown with the members that it has', () => {
  const device = lock.sources.get('db')?.devices.get('d/dyn/11');
  expect(shownNames(device)).toEqual(['gain', 'only', 'reset', 'state']);
  expect(shownNames()).toContain('level');
});
