import { connectAll, Device, type SignalRW } from '@devgen/runtime';
import { ca } from '@devgen/runtime/ca';
import { expect, it } from 'vitest';
import { startCaproto } from '../../peers/ca-server.ts';
import { pullEpics } from './pulled-epics.ts';
import { running } from './running.ts';
import { kindsOf, named, specOf } from './shown.ts';

const RATE = 'mini:ph:mtr_tick_rate';

it('PVs that are no records have a type when they are pulled over Channel Access, and units when they are connected', async () => {
  const ioc = await running(startCaproto('mini_beamline'));
  const options = { ...named(RATE), devices: [{ pv: 'mini:ph:$(member)' }] };
  const pulled = await pullEpics({ address: `ca://${ioc.endpoint}`, options });
  const spec = specOf(pulled, 'mini:ph');
  expect(kindsOf(spec)).toEqual({ ':mtr_tick_rate': 'rw f64' });
  const [device] = pulled.described;
  // Units would come with the value alone, and a pull asks for none.
  expect(device?.ok === true && device.live.meta.get(':mtr_tick_rate')).toEqual({});
  class Motor extends Device {
    static override readonly spec = spec;
  }
  const via = ca(undefined, { environment: ioc.environment });
  const { motor } = await connectAll({ motor: new Motor('mini:ph') }, { via: [via] });
  const rate = Reflect.get(motor, ':mtr_tick_rate') as SignalRW<number>;
  expect([rate.meta.units, await rate.get()]).toEqual(['Hz', 10]);
  expect(motor.$findings).toEqual([]);
  await via.close();
});
