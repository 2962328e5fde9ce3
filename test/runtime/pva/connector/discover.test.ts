import { type Command, openDevice, type SignalRW } from '@devgen/runtime';
import { describe, expect, it } from 'vitest';
import { startIoc } from '../../../peers/epics-ioc.ts';
import { records } from '../../../peers/epics-records.ts';
import { startFastcs } from '../../../peers/fastcs.ts';
import { withConnector } from './with-connector.ts';

type Signal = SignalRW<unknown>;

describe('a device without a class', () => {
  it('is what its PVI says, with all that is below', async () => {
    const server = await startFastcs();
    await withConnector(server, async (connector) => {
      const device = await openDevice('DEV', { via: [connector] });
      const shown = Object.fromEntries([...device.$extras].map(([key, { kind }]) => [key, kind]));
      expect(shown).toMatchObject({
        ':RampRate_RBV': 'rw',
        ':Mode_RBV': 'rw',
        ':Label': 'w',
        ':Busy': 'r',
        ':Spectrum': 'r',
        ':CancelAll()': 'command',
        ':Left:Gain_RBV': 'rw',
        ':Ch:3:Hits': 'r',
        ':Ch:3:Clear()': 'command',
      });
      const rate = device.$extras.get(':RampRate_RBV') as Signal;
      await rate.set(2.5);
      expect([rate.type, await rate.setpoint(), rate.meta.units]).toEqual(['f64', 2.5, 'mm/s']);
      const mode = device.$extras.get(':Mode_RBV') as Signal;
      expect([mode.type, mode.meta.labels]).toEqual(['enum', ['IDLE', 'RUN']]);
      await (device.$extras.get(':CancelAll()') as Command<void, void>).execute();
      // By the address of its PVI too.
      const same = await openDevice('DEV:PVI', { via: [connector] });
      expect([...same.$extras.keys()]).toContain('=DEV:RampRate_RBV');
    });
    await server.stop();
  });

  it('is what the PVI of an IOC says, and else the one PV of its name', async () => {
    const ioc = await startIoc(records('pvi.db'));
    await withConnector(ioc, async (connector) => {
      const camera = await openDevice('BL01:DET:CAM', { via: [connector] });
      expect([...camera.$extras].map(([key, { kind }]) => [key, kind]).toSorted()).toEqual([
        [':AcquireTime_RBV', 'rw'],
        [':Temperature_RBV', 'r'],
        [':Trigger()', 'command'],
      ]);
      const pv = await openDevice('BL01:DET:CAM:Internal', { via: [connector] });
      expect([...pv.$extras.keys()]).toEqual(['value']);
    });
    await ioc.stop();
  });
});
