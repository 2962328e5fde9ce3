import { printLock } from '../../src/model/lock/print-lock.ts';
import { merge } from '../../src/model/merge/merge.ts';
import { command, type DeviceFacts, type Facts, pulledSource, r, rw } from '../model/pulled-source.ts';

export const CLASSES = 2_000;

/** 30 members of mixed types, as classes of this size have them. */
function thirty(number: number): Facts {
  const facts: Record<string, Facts[string]> = {};
  for (let index = 1; index <= 5; index++) {
    const meta = { description: `Member number ${index} of class ${number}`, units: 'mm' };
    const limits = { control: { low: -10, high: 10 } };
    facts[`position_${index}`] = [rw(`position_${index}`, { type: 'f64', units: 'mm' }), { ...meta, limits }];
    facts[`name_${index}`] = [r(`name_${index}`, { type: 'str' }), meta];
    facts[`mode_${index}`] = [
      rw(`mode_${index}`, { type: 'enum', labels: ['Idle', 'Moving', `Fault${number}`] }),
      meta,
    ];
    facts[`count_${index}`] = [r(`count_${index}`, { type: 'i64' }), meta];
    facts[`wave_${index}`] = [r(`wave_${index}`, { type: 'f64[]' }), meta];
    facts[`calibrate_${index}()`] = [command(`calibrate_${index}`, { in: 'f64', out: 'bool' }), meta];
  }
  return facts;
}

/** The locks of a large facility, two devices a class, before and after one class has got a member more. */
export function largeLocks(): { readonly before: string; readonly after: string } {
  const devices = Array.from({ length: 2 * CLASSES }, (_, index): DeviceFacts => {
    const number = index >> 1;
    return { device: `bench/many/${index}`, id: `tango:Class${number}`, members: thirty(number) };
  });
  const changed = devices.map((facts): DeviceFacts => {
    if (facts.id !== 'tango:Class7') return facts;
    return { ...facts, members: { ...facts.members, pressure: [r('pressure', { type: 'f64' }), { units: 'mbar' }] } };
  });
  const { lock } = merge(undefined, [pulledSource('db', 'tango', devices)]);
  return { before: printLock(lock), after: printLock(merge(lock, [pulledSource('db', 'tango', changed)]).lock) };
}
