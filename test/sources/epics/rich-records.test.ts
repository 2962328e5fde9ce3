import { expect, describe, it } from 'vitest';
import { startP4p } from '../../peers/p4p.ts';
import { pullEpics } from './pulled-epics.ts';
import { running } from './running.ts';
import { classesOf, kindsOf, named, specOf } from './shown.ts';

const detector = ['Gain', 'Gain_RBV', 'Temperature_RBV', 'Size', 'Acquire', 'Z'].map((leaf) => `BL01:DET:${leaf}`);

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
      units: 'mm/sec',
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
    const all = await pullEpics({
      address: `pva://${server.endpoint}`,
      options: named('BL01:M1', 'BL01:SCALER', 'BL01:MCA'),
    });
    for (const device of ['BL01:M1', 'BL01:SCALER', 'BL01:MCA']) {
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
      expect(types(table).length).toBeGreaterThan(15);
    }
  });
});
