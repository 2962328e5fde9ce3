import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DeviceSpec, MemberSpec } from '@devgen/runtime';
import { afterEach, describe, expect, it } from 'vitest';
import { merge } from '../../../src/model/merge/merge.ts';
import { printLock } from '../../../src/model/lock/print-lock.ts';
import { startCorePva } from '../../peers/core-pva.ts';
import { startIoc } from '../../peers/epics-ioc.ts';
import { records } from '../../peers/epics-records.ts';
import { startFastcs } from '../../peers/fastcs.ts';
import { startP4p } from '../../peers/p4p.ts';
import type { PvaServerPeer } from '../../peers/pva-server.ts';
import { ophydDatabases } from '../../peers/shipped-databases.ts';
import { type PulledEpics, pullEpics } from './pulled-epics.ts';

const servers: PvaServerPeer[] = [];
afterEach(() => Promise.all(servers.splice(0).map((server) => server.stop())));

async function running(starting: Promise<PvaServerPeer>): Promise<PvaServerPeer> {
  const server = await starting;
  servers.push(server);
  return server;
}

/** Of the device, which must have been described. */
function specOf({ described }: PulledEpics, device: string): DeviceSpec {
  const found = described.find((one) => one.found.device === device);
  if (found?.ok !== true) throw found?.error ?? new Error(`no ${device} among ${described.length}`);
  return found.live.spec;
}

function kindsOf({ members }: DeviceSpec): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(members).map(([key, member]) => [key, kindOf(member)]));
}

function kindOf(member: MemberSpec): string {
  const said = [member.kind, 'type' in member ? member.type : '', 'write' in member ? member.write : ''];
  return said.filter(Boolean).join(' ');
}

const classesOf = ({ listed }: PulledEpics): Readonly<Record<string, string>> =>
  Object.fromEntries(listed.map((found) => [found.device, found.class]));

describe.each(['pvxs', 'pvaccess'] as const)('an IOC of %s', (server) => {
  it('is grouped into devices by names and records', async () => {
    const ioc = await running(startIoc(records('beamline.db'), { server }));
    const pulled = await pullEpics({ address: `pva://${ioc.endpoint}` });
    expect(classesOf(pulled)).toEqual({
      'BL01:SLIT': 'SLIT',
      'BL01:PS1': 'PS',
      'BL01:PS2': 'PS',
      'BL01:PS4': 'PS',
      IOC01: 'IocStats',
    });
    expect(kindsOf(specOf(pulled, 'BL01:SLIT'))).toEqual({
      ':Gap_RBV': 'rw f64 :Gap',
      ':Mode': 'rw enum',
      ':Home': 'command',
      ':Beep': 'command',
      ':Refresh.PROC': 'command',
      ':Area': 'r f64',
      ':Profile_RBV': 'rw f64[] :Profile',
      ':Ch': 'vector',
    });
    expect(specOf(pulled, 'BL01:SLIT').members[':Ch']).toMatchObject({
      keys: [1, 2, 3],
      of: { id: 'epics:SLIT.Ch', members: { ':Gain': { kind: 'rw' }, ':Offset': { kind: 'rw' } } },
    });
    const slit = pulled.described.find((one) => one.found.device === 'BL01:SLIT');
    expect(slit).toMatchObject({ found: { server: ioc.endpoint } });
    // Description and unit are the readback's, what may be written is the setpoint's.
    expect(slit?.ok === true && slit.live.meta.get(':Gap_RBV')).toMatchObject({
      description: 'Opening',
      units: 'mm',
      precision: 3,
      limits: { control: { low: 0, high: 10 } },
    });
    expect(slit?.ok === true && slit.names?.get(':Gap_RBV')).toBe('Gap');
    expect(pulled.warnings).toEqual([]);
  });

  it('has every record type with its type and direction', async () => {
    const ioc = await running(startIoc(records('every-type.db'), { server }));
    const pulled = await pullEpics({ address: `pva://${ioc.endpoint}`, options: { devices: [{ pv: 'T:$(member)' }] } });
    expect(kindsOf(specOf(pulled, 'T'))).toMatchObject({
      ':ai': 'r f64',
      ':ao': 'rw f64',
      ':bi': 'r enum',
      ':bo': 'rw enum',
      ':longin': 'r i32',
      ':longout': 'rw i32',
      ':int64in': 'r i64',
      ':int64out': 'rw i64',
      ':mbbi': 'r enum',
      ':mbbo': 'rw enum',
      ':stringin': 'r str',
      ':stringout': 'rw str',
      ':lsi': 'r str',
      ':lso': 'rw str',
      ':calc': 'r f64',
      ':aai': 'r i32[]',
      ':aao': 'rw f64[]',
      ':wf:uint64': 'rw u64[]',
    });
  });
});

it('a lock of an IOC is the same whenever it is pulled', async () => {
  const ioc = await running(startIoc(`${records('beamline.db')}\n${records('pvi.db')}`));
  const pull = async (): Promise<PulledEpics> => pullEpics({ address: `pva://${ioc.endpoint}` });
  const one = merge(undefined, [{ name: 'a', kind: 'epics', ...(await pull()) }]).lock;
  const other = merge(one, [{ name: 'a', kind: 'epics', ...(await pull()) }]);
  expect(printLock(other.lock)).toBe(printLock(one));
  expect(other.report.warnings).toEqual([]);
  expect([...one.classes.keys()]).toEqual(['Cam', 'Ps', 'Ps2', 'Slit', 'SlitCh', 'IocStats']);
});

describe('PVI', () => {
  it('of FastCS is a device with parts, vectors and every type', async () => {
    const fastcs = await running(startFastcs());
    const pulled = await pullEpics({ address: `pva://${fastcs.endpoint}` });
    expect(classesOf(pulled)).toEqual({ DEV: 'DEV' });
    const spec = specOf(pulled, 'DEV');
    expect(kindsOf(spec)).toEqual({
      ':RampRate_RBV': 'rw f64 :RampRate',
      ':Mode_RBV': 'rw enum :Mode',
      ':Label': 'w str',
      ':Busy': 'r bool',
      ':Spectrum': 'r ndarray',
      ':Steps_RBV': 'rw table :Steps',
      ':CancelAll': 'command',
      ':Left': 'block',
      ':Right': 'block',
      ':Ch:': 'vector',
    });
    // Parts that are alike have the class of the first.
    expect(spec.members).toMatchObject({
      ':Left': { of: { id: 'epics:DEV.left' } },
      ':Right': { of: { id: 'epics:DEV.left' } },
      ':Ch:': { of: { id: 'epics:DEV.left' }, keys: [1, 2, 3] },
    });
    const [device] = pulled.described;
    expect(device).toMatchObject({ doc: 'A device of the tests' });
    const live = device?.ok === true ? device.live : undefined;
    expect(live?.meta.get(':Left/:Gain_RBV')).toMatchObject({ units: 'V', precision: 3 });
    expect(device?.ok === true && device.names?.get(':RampRate_RBV')).toBe('ramp_rate');
  });

  it("of ophyd-async's nested records leaves nothing for other devices", async () => {
    const text = readFileSync(join(ophydDatabases(), 'testing/_pvi_nested_records.db'), 'utf8');
    const ioc = await running(startIoc(text.replaceAll('$(device)', 'D:')));
    const pulled = await pullEpics({ address: `pva://${ioc.endpoint}` });
    expect(Object.keys(classesOf(pulled)).toSorted()).toEqual(['D', 'D:mapd']);
    expect(kindsOf(specOf(pulled, 'D'))).toMatchObject({
      ':dv:': 'vector',
      ':signal_vector:': 'vector',
      ':child': 'block',
    });
    expect(specOf(pulled, 'D').members[':command_vector:']).toMatchObject({
      of: { members: { '': { kind: 'command' } } },
    });
  });

  it('that is wrong in parts is pulled without them, and says so', async () => {
    const tree = await running(startP4p('pvi_tree.py'));
    const pulled = await pullEpics({ address: `pva://${tree.endpoint}`, options: { pvi: ['P:PVI'] } });
    expect(kindsOf(specOf(pulled, 'P'))).toEqual({ ':Odd': 'block', ':Then': 'rw f64' });
    expect(specOf(pulled, 'P').members[':Odd']).toMatchObject({ of: { id: 'epics:P.odd' } });
    expect(pulled.warnings.map(({ code, message }) => [code, message])).toEqual(
      expect.arrayContaining([
        ['PVA.PVI', expect.stringContaining('pva://P:A:Gain')],
        ['PVA.NOT_FOUND', expect.stringContaining('P:Nowhere:PVI')],
        ['PVA.NOT_FOUND', expect.stringContaining('P:Dead')],
      ]),
    );
    const { lock } = merge(undefined, [{ name: 'a', kind: 'epics', ...pulled }]);
    expect([...(lock.ledger.members.get('epics:P.odd') ?? [])].map(([name]) => name)).toEqual(
      expect.arrayContaining(['__proto___', 'constructor_', 'toString_']),
    );
  });
});

describe('records that are devices by themselves', () => {
  it('have the fields of their type, whatever else is asked', async () => {
    const server = await running(startP4p('rich_records.py'));
    const pulled = await pullEpics({
      address: `pva://${server.endpoint}`,
      options: named('BL01:M1', 'BL01:M2', 'BL01:SCALER', ...detector),
    });
    expect(classesOf(pulled)).toEqual({
      'BL01:M1': 'Motor',
      'BL01:M2': 'Motor',
      'BL01:SCALER': 'Scaler',
      'BL01:DET': 'DET',
    });
    expect(kindsOf(specOf(pulled, 'BL01:M1'))).toMatchObject({
      '.VAL': 'rw f64',
      '.RBV': 'r f64',
      '.STOP': 'command',
      '.SPMG': 'rw enum',
      '.MSTA': 'r u32',
    });
    const motor = pulled.described.find((one) => one.found.device === 'BL01:M1');
    expect(motor?.ok === true && motor.live.meta.get('.VELO')).toEqual({
      description: 'Speed of moves',
      units: 'mm/s',
      precision: 3,
    });
    // As many channels as the record says it has.
    const scaler = Object.keys(specOf(pulled, 'BL01:SCALER').members);
    expect(scaler.filter((key) => /^\.S\d+$/.test(key))).toEqual(['.S1', '.S2', '.S3']);
  });

  it('are parts of the device whose other PVs they stand among', async () => {
    const server = await running(startP4p('rich_records.py'));
    const pulled = await pullEpics({ address: `pva://${server.endpoint}`, options: named(...detector) });
    expect(kindsOf(specOf(pulled, 'BL01:DET'))).toEqual({
      ':Gain_RBV': 'rw f64 :Gain',
      ':Temperature_RBV': 'r f64',
      ':Size': 'rw f64',
      ':Acquire': 'command',
      ':Z': 'block',
    });
    expect(specOf(pulled, 'BL01:DET').members[':Z']).toMatchObject({ of: { id: 'epics:Motor' } });
  });

  it('are what the server says at every field', async () => {
    const server = await running(startP4p('rich_records.py'));
    const all = await pullEpics({ address: `pva://${server.endpoint}`, options: named('BL01:M1', 'BL01:SCALER') });
    for (const device of ['BL01:M1', 'BL01:SCALER']) {
      const table = kindsOf(specOf(all, device));
      const fields = Object.keys(table).map((field) => `${device}${field}`);
      const asked = await pullEpics({
        address: `pva://${server.endpoint}`,
        options: { ...named(...fields), devices: [{ pv: `${device}$(member)` }], access: { '*': 'rw' } },
      });
      const types = (kinds: Readonly<Record<string, string>>): readonly (string | undefined)[] =>
        Object.entries(kinds)
          .filter(([field]) => !table[field]?.startsWith('command'))
          .map(([field, kind]) => `${field} ${kind.split(' ')[1]}`)
          .toSorted();
      expect(types(kindsOf(specOf(asked, device)))).toEqual(types(table));
      expect(types(table).length).toBeGreaterThan(20);
    }
  });
});

const detector = ['Gain', 'Gain_RBV', 'Temperature_RBV', 'Size', 'Acquire', 'Z'].map((leaf) => `BL01:DET:${leaf}`);

function named(...pvs: readonly string[]): { readonly pvs: readonly string[] } {
  return { pvs };
}

describe('other servers', () => {
  it('of every pvData type are pulled, and what shows no type is told', async () => {
    const server = await running(startP4p('pva_types.py'));
    const pulled = await pullEpics({ address: `pva://${server.endpoint}` });
    const kinds = kindsOf(specOf(pulled, 't'));
    expect(kinds).toMatchObject({
      ':i64': 'rw i64',
      ':u64s': 'rw u64[]',
      ':bool': 'rw bool',
      ':enum': 'rw enum',
      ':table': 'rw table',
      ':image': 'r ndarray',
      ':any': 'rw any',
      ':union': 'rw union',
      ':unions': 'rw union[]',
      ':structs': 'rw struct[]',
      ':nested': 'rw struct',
      ':odd': 'rw struct',
    });
    expect(Object.keys(kinds).length).toBeGreaterThan(35);
    expect(pulled.warnings).toMatchObject([
      { code: 'PVA.SILENT', message: expect.stringContaining('t:closed, t:ctl') },
    ]);
  });

  it('that keep no list are pulled by names; what they say of access counts', async () => {
    const server = await running(startCorePva());
    await expect(pullEpics({ address: `pva://${server.endpoint}` })).rejects.toMatchObject({
      code: 'SOURCE.UNREACHABLE',
      hint: expect.stringContaining('pvs'),
    });
    const pulled = await pullEpics({
      address: `pva://${server.endpoint}`,
      options: { pvs: ['java:double', 'java:readonly'], devices: [{ pv: 'java:$(member)', class: 'JavaPeer' }] },
    });
    expect(kindsOf(specOf(pulled, 'java'))).toEqual({ ':double': 'rw f64', ':readonly': 'r f64' });
  });

  it('that have the same names are told of', async () => {
    const [one, other] = [await running(startIoc(records('pvi.db'))), await running(startIoc(records('pvi.db')))];
    const environment = {
      EPICS_PVA_ADDR_LIST: `127.0.0.1:${one.udp} 127.0.0.1:${other.udp}`,
      EPICS_PVA_AUTO_ADDR_LIST: 'NO',
    };
    const listed = await pullEpics({ address: 'pva:' }, { environment });
    expect(listed.warnings).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          code: 'PVA.DUPLICATE',
          message: expect.stringContaining('pva://BL01:DET:CAM:Trigger'),
        }),
      ]),
    );
    const searched = await pullEpics({ address: 'pva:', options: named('BL01:DET:CAM:Trigger') }, { environment });
    expect(searched.warnings).toMatchObject([{ code: 'PVA.DUPLICATE' }]);
  });
});

describe('what is away', () => {
  it('is a source out of reach, if it is the server', async () => {
    await expect(pullEpics({ address: 'pva://127.0.0.1:1' })).rejects.toMatchObject({
      code: 'SOURCE.UNREACHABLE',
      message: expect.stringContaining('nothing listens there'),
    });
    await expect(pullEpics({ address: 'not an address' })).rejects.toMatchObject({ code: 'ADDRESS.UNKNOWN' });
  });

  it('is a device out of reach, if it is a PV, and the others are pulled', async () => {
    const ioc = await running(startIoc(records('beamline.db')));
    const pvs = [
      'BL01:PS1:Current',
      'BL01:PS1:Voltage',
      'BL01:PS1:Output',
      'BL09:X:A',
      'BL09:X:B',
      'BL09:X:C',
      'BL01:PS2:None',
    ];
    const { described } = await pullEpics({ address: `pva://${ioc.endpoint}`, options: named(...pvs) });
    const failed = described.flatMap((one) => (one.ok ? [] : [[one.found.device, one.error.code]]));
    expect(described.filter((one) => one.ok).map(({ found }) => found.device)).toEqual(['BL01:PS1']);
    expect(failed).toEqual(
      expect.arrayContaining([
        ['BL09:X', 'PVA.NOT_FOUND'],
        ['BL01:PS2:None', 'PVA.NOT_FOUND'],
      ]),
    );
  });
});
