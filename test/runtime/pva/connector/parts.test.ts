import { connectAll, connectSettled, defineDevice, type DeviceSpec } from '@devgen/runtime';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startIoc } from '../../../peers/epics-ioc.ts';
import type { PvaServerPeer } from '../../../peers/pva-server.ts';
import { withConnector } from './with-connector.ts';

const channel = {
  id: 'epics:Channel',
  members: {
    gain: { kind: 'rw', source: ':Gain_RBV', write: ':Gain', type: 'f64' },
    name: { kind: 'r', source: ':Name', type: 'str' },
  },
} as const satisfies DeviceSpec;
const supply = {
  id: 'epics:Supply',
  members: {
    status: {
      kind: 'block',
      source: ':Status',
      of: { id: '', members: { on: { kind: 'r', source: ':On', type: 'i32' } } },
    },
    cooling: {
      kind: 'block',
      source: ':Cooling',
      optional: true,
      of: { id: '', members: { flow: { kind: 'r', source: ':Flow', type: 'f64' } } },
    },
    channels: { kind: 'vector', source: ':Ch%02d', of: channel, keys: [1, 2] },
    vacuum: { kind: 'r', source: '=OTHER:pressure', type: 'f64' },
  },
} as const satisfies DeviceSpec;
const Supply = defineDevice(supply);

const channelRecords = (prefix: string): string => `
  record(ao, "${prefix}:Gain") { field(VAL, "1") field(PINI, "YES") field(OUT, "${prefix}:Gain_RBV PP") }
  record(ao, "${prefix}:Gain_RBV") { field(VAL, "1") field(PINI, "YES") }
  record(stringin, "${prefix}:Name") { field(VAL, "${prefix}") field(PINI, "YES") }
`;
const database = `
  ${channelRecords('HV:Ch01')} ${channelRecords('HV:Ch02')} ${channelRecords('HV:Ch04')}
  record(ao, "HV:Ch04:Odd") {}
  record(longin, "HV:Status:On") { field(VAL, "1") field(PINI, "YES") }
  record(ai, "OTHER:pressure") { field(VAL, "2.5") field(PINI, "YES") }
  record(ao, "LV:Ch01:Gain") {}
  record(longin, "LV:Status:On") { field(VAL, "1") field(PINI, "YES") }
`;

describe('a device with parts', () => {
  let ioc: PvaServerPeer;
  beforeAll(async () => {
    ioc = await startIoc(database);
  });
  afterAll(() => ioc.stop());

  it('finds blocks, numbered parts and PVs of others by what their names are made of', () =>
    withConnector(ioc, async (connector) => {
      const { hv } = await connectAll({ hv: new Supply('HV') }, { via: [connector] });
      expect(hv.$findings.filter(({ severity }) => severity !== 'info')).toEqual([]);
      expect(hv.cooling).toBeUndefined();
      expect(await hv.vacuum.get()).toBe(2.5);
      expect(await hv.status.on.get()).toBe(1);
      const second = hv.channels.at(2);
      expect(second.gain.source).toBe('pva://HV:Ch02:Gain_RBV');
      expect(await second.name.get()).toBe('HV:Ch02');
      await second.gain.set(4);
      expect([await second.gain.get(), await second.gain.setpoint()]).toEqual([4, 4]);
      expect(await hv.channels.at(1).gain.get()).toBe(1);
    }));

  it('tells what is missing in which part', () =>
    withConnector(ioc, async (connector) => {
      const More = defineDevice({
        ...supply,
        members: { ...supply.members, channels: { ...supply.members.channels, keys: [1, 2, 3] } },
      });
      const { lv, hv } = await connectSettled({ lv: new Supply('LV'), hv: new More('HV') }, { via: [connector] });
      expect(hv).toMatchObject({ ok: false, error: { message: expect.stringContaining('MEMBER.VECTOR') } });
      expect(lv).toMatchObject({ ok: false });
      const text = lv.ok ? '' : lv.error.message;
      // The readback is not there, and neither is the name; of the second channel nothing is.
      expect(text).toContain('channels: MEMBER.MISSING');
      expect(text).not.toContain('status');
    }));

  it('works in part where differences are only reported', () =>
    withConnector(ioc, async (connector) => {
      const lv = new Supply('LV');
      await lv.$connect({ via: [connector], mismatch: 'report' });
      expect(await lv.status.on.get()).toBe(1);
      await expect(lv.channels.at(1).gain.get()).rejects.toMatchObject({ code: 'MEMBER.MISSING' });
    }));
});
