import { connectAll, disposeAll } from '@devgen/runtime';
import { tango } from '@devgen/runtime/tango';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { db } from '../../../../generated/facility/registry.ts';
import type { SimMotor } from '../../../../generated/facility/sim-motor.ts';
import { demo } from '../../../../src/sim/tango/demo/demo.ts';
import { type Facility, startFacility } from '../../../../src/sim/tango/facility/facility.ts';

let facility: Facility;
beforeAll(async () => {
  facility = await startFacility(demo);
});
afterAll(() => facility.close());

it('devices made by their names connect through the connector that made them', async () => {
  const system = tango(facility.tangoHost, { registry: db });
  const motors: SimMotor[] = [];
  for await (const device of system.devices('lab/motor/*')) motors.push(device as SimMotor);
  // Another control system beside: an address without its own would be of both.
  const other = tango('localhost:1');
  try {
    const { test, ...axes } = await connectAll(
      { x: motors[0]!, y: motors[1]!, test: await system.device('sys/tg_test/1') },
      { via: [system, other] },
    );
    await test.doubleScalar.set(3);
    expect(await test.doubleScalar.setpoint()).toBe(3);
    expect(Object.values(axes).map(({ $state }) => $state.state)).toEqual(['connected', 'connected']);
    await disposeAll({ ...axes, test });
  } finally {
    await Promise.all([system.close(), other.close()]);
  }
});
