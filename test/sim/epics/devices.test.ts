import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeDemo } from '../../../src/sim/epics/demo/demo.ts';
import { type EpicsServers, startEpics } from '../../../src/sim/epics/facility/servers.ts';
import { pandaPythons } from '../../peers/install/cache.js';
import { caEnvironmentOf } from '../ca/environment.ts';
import { environmentOf } from '../pva/environment.ts';
import { runClient } from './run-client.ts';

let servers: EpicsServers;

beforeEach(async () => {
  servers = await startEpics(makeDemo());
});
afterEach(() => servers.stop());

/** What every way to the demo facility shows of its motor and its camera. */
const EXPECTED = {
  motor: [1.5, 'mm', 1],
  moved: true,
  stopped: true,
  limit: 'MotorLimitsError',
  frames: 3,
  state: 'Idle',
  camera: ['devgen', 64],
};

const motor = {
  setpoint: 'SignalRW',
  readback: 'SignalR',
  velocity: 'SignalRW',
  low_limit: 'SignalRW',
  high_limit: 'SignalRW',
  done: 'SignalR',
  units: 'SignalR',
  motor_stop: 'TriggerableCommand',
};
const zone = { temperature: 'SignalR', offset: 'SignalRW', enabled: 'SignalRW' };

describe("ophyd-async's devices on the demo facility", { timeout: 60_000 }, () => {
  it('move, take images and find the tree by PV Access', async () => {
    const environment = environmentOf(servers.pva);
    const seen = await runClient<Record<string, unknown>>('devices.py', environment, ['pva'], pandaPythons.ophyd);
    expect(seen).toMatchObject(EXPECTED);
    expect(seen['tree']).toMatchObject({
      motor1: motor,
      motor2: motor,
      thermostat: { zone: { 1: zone, 2: zone, 3: zone } },
    });
    expect(seen['table']).toEqual({
      minutes: ['10.0', '5.0'],
      target: ['30.0', '20.0'],
      note: ['warm up', 'cool down'],
    });
  });

  it('move and take images by Channel Access', async () => {
    const environment = caEnvironmentOf(servers.ca);
    const seen = await runClient('devices.py', environment, ['ca'], pandaPythons.ophyd);
    expect(seen).toEqual(EXPECTED);
  });
});
