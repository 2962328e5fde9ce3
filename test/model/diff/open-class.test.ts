import { describe, expect, it } from 'vitest';
import { diffLive } from '../../../src/model/diff/diff-live.ts';
import { diffLocks } from '../../../src/model/diff/diff-locks.ts';
import type { Difference } from '../../../src/model/diff/difference.ts';
import { merge } from '../../../src/model/merge/merge.ts';
import { DYNAMIC_DEVICES, DYNAMIC_FACILITY } from '../facilities/dynamic.ts';
import { type DeviceFacts, pulledSource, r } from '../pulled-source.ts';

const { lock } = merge(undefined, [DYNAMIC_FACILITY]);
const keyOf = () => (name: string, kind: string) => `${kind}:${name}`;

function drift(devices: readonly DeviceFacts[]): readonly Difference[] {
  const pulled = [pulledSource('db', 'tango', devices)];
  const found = diffLive(lock, { pulled, covers: () => true, isOffline: () => false, naming: 'camel', keyOf });
  expect(found.compared).toBe(devices.length);
  const after = merge(lock, pulled).lock;
  expect(diffLocks(lock, after, { keyOf }).differences).toEqual(found.differences);
  return found.differences;
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
    const devices = [{ source: 'db', device: 'd/dyn/11' }];
    const of = (rule: string): readonly Difference[] =>
      drift(changed).filter((found) => found.rule === rule && found.devices.length > 0);
    expect(of('MEMBER_ABSENT')).toMatchObject([
      { severity: 'compatible', class: 'DynamicOpen', member: 'only', devices },
    ]);
    expect(of('MEMBER_EXTRA')).toMatchObject([{ severity: 'compatible', member: 'extra', devices }]);
  });
});
