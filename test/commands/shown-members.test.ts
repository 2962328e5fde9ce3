import { expect, it } from 'vitest';
import { shownMembers } from '../../src/commands/actions/shown-members.ts';
import type { LockDevice } from '../../src/model/lock/lock.ts';
import { merge } from '../../src/model/merge/merge.ts';
import { DYNAMIC_FACILITY } from '../model/facilities/dynamic.ts';

const { lock } = merge(undefined, [DYNAMIC_FACILITY]);

function shownNames(device?: LockDevice): readonly string[] {
  return shownMembers(lock, 'DynamicOpen', device).map(({ name }) => name);
}

it('a device of an open class is shown with the members that it has', () => {
  const device = lock.sources.get('db')?.devices.get('d/dyn/11');
  expect(shownNames(device)).toEqual(['gain', 'only', 'reset', 'state']);
  expect(shownNames()).toContain('level');
});
