import { CaClient } from '@devgen/runtime/ca';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeDemo, upgradeDemo } from '../../../src/sim/epics/demo/demo.ts';
import { type EpicsServers, startEpics } from '../../../src/sim/epics/facility/servers.ts';
import { patient } from '../../runtime/pva/client/with-client.ts';
import { caEnvironmentOf } from '../ca/environment.ts';
import { runClient } from './run-client.ts';

let servers: EpicsServers;

beforeEach(async () => {
  servers = await startEpics(makeDemo());
});
afterEach(() => servers.stop());

describe('foreign clients of Channel Access on the demo facility', { timeout: 60_000 }, () => {
  it('are served: pyepics', async () => {
    expect(await runClient('pyepics.py', caEnvironmentOf(servers.ca))).toEqual({
      ctrl: { units: 'C', precision: 1, upper_ctrl_limit: 50, lower_ctrl_limit: 5 },
      type: ['ctrl_double', 1, 'read/write'],
      labels: ['Off', 'Heat', 'Cool'],
      mode: [2, 'Cool'],
      put: 1,
      there: 1,
      moved: true,
      text: 'sample holder',
      history: true,
      device: 'mm',
    });
  });

  it('are served: caproto', async () => {
    expect(await runClient('caproto_client.py', caEnvironmentOf(servers.ca))).toEqual({
      ctrl: [[25], 'C', 1, 5, 50],
      labels: ['Off', 'Heat', 'Cool'],
      written: [30.5],
      done: [0],
      states: ['Idle', 'Acquire', 'Idle'],
    });
  });
});

describe('our client of Channel Access on the demo facility', () => {
  let client: CaClient;
  beforeEach(() => {
    client = new CaClient({ environment: caEnvironmentOf(servers.ca) });
  });
  afterEach(() => client.close());

  it('reads and writes', async () => {
    const setpoint = client.channel('SIM:Thermostat:Setpoint');
    await setpoint.put(500, { wait: true }, patient());
    expect(await client.channel('SIM:Thermostat:Setpoint_RBV').get({ form: 'control' }, patient())).toMatchObject({
      value: 50,
      severity: 0,
      meta: { units: 'C', precision: 1 },
    });
    expect(await setpoint.recordType(patient())).toBe('ao');
    expect((await client.channel('SIM:Thermostat:Label.VAL$').get({ as: 'text' }, patient())).value).toBe(
      'sample holder',
    );
  });

  it('loses what an upgrade takes away, and finds what it brings', async () => {
    const cycles = client.channel('SIM:Thermostat:Cycles');
    expect((await cycles.get({}, patient())).type).toBe('double');
    upgradeDemo(servers.facility);
    await expect.poll(async () => (await cycles.get({}, patient())).type, { timeout: 20_000 }).toBe('long');
    const { meta } = await client.channel('SIM:Thermostat:Mode').get({ form: 'control' }, patient());
    expect(meta?.labels).toEqual(['Off', 'Heat', 'Cool', 'Auto']);
    expect(await client.channel('SIM:Motor3').recordType(patient())).toBe('motor');
  });
});
