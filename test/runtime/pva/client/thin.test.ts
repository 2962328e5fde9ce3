import { expect, it } from 'vitest';
import { startIoc } from '../../../peers/epics-ioc.ts';
import { at, patient, withClient } from './with-client.ts';

it('a record of an IOC is searched for, connected, read and written', async () => {
  const ioc = await startIoc('record(ao, "A") { field(VAL, "3.5") field(PINI, "YES") field(EGU, "mm") }');
  await withClient(ioc, async (client) => {
    const pv = client.channel('A');
    const { value } = await pv.get('', patient());
    expect([at(value, 'value'), at(value, 'display.units')]).toEqual([3.5, 'mm']);
    await pv.put(4.5, {}, patient());
    expect(at((await pv.get('', patient())).value, 'value')).toBe(4.5);
  });
  await ioc.stop();
});
