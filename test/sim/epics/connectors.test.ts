import { connectAll, type Connector, defineDevice } from '@devgen/runtime';
import { ca } from '@devgen/runtime/ca';
import { pva } from '@devgen/runtime/pva';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeDemo, upgradeDemo } from '../../../src/sim/epics/demo/demo.ts';
import { type EpicsServers, startEpics } from '../../../src/sim/epics/facility/servers.ts';
import { caEnvironmentOf } from '../ca/environment.ts';
import { environmentOf } from '../pva/environment.ts';

/** As they would be generated: one class, whatever the wire. */
const Motor = defineDevice({
  id: 'epics:Motor',
  members: {
    position: { kind: 'rw', source: '.VAL', type: 'f64' },
    readback: { kind: 'r', source: '.RBV', type: 'f64' },
    done: { kind: 'r', source: '.DMOV', type: 'i16' },
    stop: { kind: 'command', source: '.STOP' },
  },
});
const Thermostat = defineDevice({
  id: 'epics:Thermostat',
  members: {
    mode: { kind: 'rw', source: 'Mode_RBV', write: 'Mode', type: 'enum', labels: ['Off', 'Heat', 'Cool'] },
    setpoint: { kind: 'rw', source: 'Setpoint_RBV', write: 'Setpoint', type: 'f64' },
    history: { kind: 'r', source: 'History', type: 'f64[]' },
    reset: { kind: 'command', source: 'Reset' },
  },
});

let servers: EpicsServers;
let connector: Connector;

beforeEach(async () => {
  servers = await startEpics(makeDemo());
});
afterEach(async () => {
  await connector.close();
  await servers.stop();
});

describe.each(['pva', 'ca'] as const)('generated classes on the demo facility by %s', (scheme) => {
  beforeEach(() => {
    connector =
      scheme === 'pva'
        ? pva(undefined, { environment: environmentOf(servers.pva) })
        : ca(undefined, { environment: caEnvironmentOf(servers.ca) });
  });

  it('move a motor until it is there, and stop it on its way', async () => {
    const { motor } = await connectAll({ motor: new Motor('SIM:Motor1') }, { via: [connector] });
    await motor.position.set(0.5);
    expect([await motor.readback.get(), await motor.done.get()]).toEqual([0.5, 1]);
    const moving = motor.position.set(40);
    await expect.poll(() => motor.done.get({ fresh: true })).toBe(0);
    await motor.stop.execute();
    await moving;
    expect(await motor.readback.get()).toBeLessThan(40);
  });

  it('set labels, values within limits and execute', async () => {
    const { box } = await connectAll({ box: new Thermostat('SIM:Thermostat:') }, { via: [connector] });
    await box.mode.set('Cool');
    expect(await box.mode.get()).toBe('Cool');
    await box.setpoint.set(30);
    expect(await box.setpoint.get()).toBe(30);
    await box.reset.execute();
    expect(await box.history.get()).toBeInstanceOf(Float64Array);
  });

  it('hear of a label that the class does not declare', async () => {
    const { box } = await connectAll({ box: new Thermostat('SIM:Thermostat:') }, { via: [connector] });
    upgradeDemo(servers.facility);
    void servers.facility.find('SIM:Thermostat:Mode')!.record.put('VAL', 'Auto');
    await expect(box.mode.get({ fresh: true })).rejects.toMatchObject({ code: 'VALUE.LABEL_UNKNOWN' });
  });
});
