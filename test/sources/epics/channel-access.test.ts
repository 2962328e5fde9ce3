import { expect, it } from 'vitest';
import { startCaIoc, startCaproto } from '../../peers/ca-server.ts';
import { readOnlyGroup, records } from '../../peers/epics-records.ts';
import { pullEpics } from './pulled-epics.ts';
import { running } from './running.ts';
import { kindsOf, specOf } from './shown.ts';

const slit = [
  'Gap',
  'Gap_RBV',
  'Mode',
  'Home',
  'Beep',
  'Refresh',
  'Area',
  'Profile',
  'Ch1:Gain',
  'Ch1:Offset',
  'Ch2:Gain',
  'Ch2:Offset',
].map((leaf) => `BL01:SLIT:${leaf}`);

it('records over Channel Access are what they are over PV Access', async () => {
  const ioc = await running(startCaIoc(records('beamline.db')));
  const pulled = await pullEpics({ address: `ca://${ioc.endpoint}`, options: { pvs: slit } });
  expect(pulled.listed).toEqual([{ device: 'BL01:SLIT', class: 'SLIT', running: true, server: ioc.endpoint }]);
  expect(kindsOf(specOf(pulled, 'BL01:SLIT'))).toEqual({
    ':Gap_RBV': 'rw f64 :Gap',
    ':Mode': 'rw enum',
    ':Home': 'command',
    ':Beep': 'command',
    ':Refresh.PROC': 'command',
    ':Area': 'r f64',
    ':Profile': 'rw f64[]',
    ':Ch': 'vector',
  });
  expect(specOf(pulled, 'BL01:SLIT').members[':Mode']).toMatchObject({ labels: ['Both', 'Upper', 'Lower'] });
  const [device] = pulled.described;
  expect(device?.ok === true && device.live.meta.get(':Gap_RBV')).toEqual({
    description: 'Opening',
    units: 'mm',
    precision: 3,
    limits: { control: { low: 0, high: 10 } },
  });
});

it('types that the wire has no word for are those of the record', async () => {
  const ioc = await running(startCaIoc(records('every-type.db'), { access: readOnlyGroup }));
  const pvs = ['ai', 'bo', 'longout', 'int64out', 'stringin', 'wf:int64', 'wf:ulong', 'wf:uchar', 'guarded'].map(
    (leaf) => `T:${leaf}`,
  );
  const options = { pvs, devices: [{ pv: 'T:$(member)', class: 'Types' }] };
  expect(kindsOf(specOf(await pullEpics({ address: `ca://${ioc.endpoint}`, options }), 'T'))).toEqual({
    ':ai': 'r f64',
    ':bo': 'rw enum',
    ':longout': 'rw i32',
    ':int64out': 'rw i64',
    ':stringin': 'r str',
    ':wf:int64': 'rw i64[]',
    ':wf:ulong': 'rw u32[]',
    ':wf:uchar': 'rw u8[]',
    ':guarded': 'r f64',
  });
});

it("caproto's motors are those of the table", async () => {
  const ioc = await running(startCaproto('fake_motor_record'));
  const { listed } = await pullEpics({ address: `ca://${ioc.endpoint}`, options: { pvs: ['sim:mtr1', 'sim:mtr2'] } });
  expect(listed.map((found) => [found.device, found.class])).toEqual([
    ['sim:mtr1', 'Motor'],
    ['sim:mtr2', 'Motor'],
  ]);
});

it('names that two servers have are told of, both servers named', async () => {
  const [one, other] = await Promise.all([
    running(startCaIoc(records('beamline.db'))),
    running(startCaIoc(records('beamline.db').replaceAll('BL01:PS1', 'BL01:PS9'))),
  ]);
  const environment = { EPICS_CA_ADDR_LIST: `${one.endpoint} ${other.endpoint}`, EPICS_CA_AUTO_ADDR_LIST: 'NO' };
  const pvs = ['BL01:PS1:Current', 'BL01:PS1:Voltage', 'BL01:PS1:Output', ...slit];
  const { described, warnings } = await pullEpics({ address: 'ca:', options: { pvs } }, { environment });
  expect(described.filter((device) => !device.ok)).toEqual([]);
  // The records that only one of them has are not among them, nor is a field of one that is.
  const [first = '', second = '', third = ''] = slit.map((pv) => `ca://${pv}`).toSorted();
  const servers = [one.endpoint, other.endpoint].toSorted().join(' and by ');
  expect(warnings.map(({ code, message }) => [code, message])).toEqual([
    [
      'CA.DUPLICATE',
      `${first}, ${second}, ${third} and ${slit.length - 3} more: served by ${servers}; whoever answers first is asked`,
    ],
  ]);
});

it('what cannot be had over Channel Access is said', async () => {
  const ioc = await running(startCaIoc(records('beamline.db')));
  const address = `ca://${ioc.endpoint}`;
  await expect(pullEpics({ address })).rejects.toMatchObject({
    code: 'CONFIG.VALUE',
    hint: expect.stringContaining('pvs'),
  });
  const { described } = await pullEpics({ address, options: { pvi: ['BL01:PVI'], pvs: ['BL02:NONE:X'] } });
  expect(described.map((one) => (one.ok ? 'ok' : one.error.code)).toSorted()).toEqual(
    expect.arrayContaining(['CA.NOT_FOUND', 'PVA.PVI']),
  );
});
