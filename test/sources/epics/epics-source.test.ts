import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { merge } from '../../../src/model/merge/merge.ts';
import { printLock } from '../../../src/model/lock/print-lock.ts';
import { startIoc } from '../../peers/epics-ioc.ts';
import { records } from '../../peers/epics-records.ts';
import { startFastcs } from '../../peers/fastcs.ts';
import { startP4p } from '../../peers/p4p.ts';
import { ophydDatabases } from '../../peers/shipped-databases.ts';
import { type PulledEpics, pullEpics } from './pulled-epics.ts';
import { running } from './running.ts';
import { classesOf, kindsOf, specOf } from './shown.ts';

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
