import {
  compareSettings,
  describeDifference,
  parseSettings,
  printSettings,
  restoreSettings,
  saveSettings,
} from '@devgen/runtime/settings';
import { afterEach, expect, it } from 'vitest';
import { everyKind } from '../../../sim/panda/every-kind.ts';
import { type OpenBox, openBox } from './boxes.ts';

const boxes: OpenBox[] = [];
afterEach(() => Promise.all(boxes.splice(0).map((opened) => opened.stop())));

async function startBox(): Promise<OpenBox> {
  const opened = await openBox({ firmware: everyKind });
  boxes.push(opened);
  return opened;
}

const time = 'ODD2_ONE/1/P_TIME';

it('settings of one box are restored to another, the units before the values', async () => {
  const [from, to] = [await startBox(), await startBox()];
  await from.signal(`${time}.UNITS`).set('ms');
  await from.signal(time).set(5);
  await from.signal('ODD2_ONE/1/POS.CAPTURE').set(['Value', 'Mean']);
  // The other box has the same number in another unit: it differs once the unit is written, and not before.
  await to.signal(`${time}.UNITS`).set('s');
  await to.signal(time).set(5);

  const saved = parseSettings(printSettings(await saveSettings(from.device)));
  expect(Object.keys(saved).length).toBeGreaterThan(30);
  expect(saved).toMatchObject({ [time]: 5, [`${time}\\.UNITS`]: 'ms' });
  to.sim.asked.clear();
  const { written } = await restoreSettings(to.device, saved, { phases: ['*UNITS'] });
  expect(written.slice(0, 2)).toEqual([`${time}\\.UNITS`, expect.any(String)]);
  expect([...to.sim.asked.sets].filter((line) => line.includes('P_TIME'))).toEqual([
    'ODD2_ONE1.P_TIME.UNITS=ms',
    'ODD2_ONE1.P_TIME=5',
  ]);
  expect((await compareSettings(to.device, saved)).map(describeDifference)).toEqual([]);
  expect((await restoreSettings(to.device, saved, { phases: ['*UNITS'] })).written).toEqual([]);
});
