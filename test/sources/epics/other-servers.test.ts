import { describe, expect, it } from 'vitest';
import { startCorePva } from '../../peers/core-pva.ts';
import { startIoc } from '../../peers/epics-ioc.ts';
import { records } from '../../peers/epics-records.ts';
import { startP4p } from '../../peers/p4p.ts';
import { pullEpics } from './pulled-epics.ts';
import { running } from './running.ts';
import { kindsOf, named, specOf } from './shown.ts';

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
    // Once, although the lists tell it of all and the search of each.
    expect(listed.warnings).toMatchObject([
      { code: 'PVA.DUPLICATE', message: expect.stringContaining('pva://BL01:DET:CAM:AcquireTime, ') },
    ]);
    expect(listed.warnings[0]?.message).toContain([one.endpoint, other.endpoint].toSorted().join(' and by '));
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
    // A slow server leaves the search unanswered, and refuses the channel when it is asked for that.
    const notThere: unknown = expect.stringMatching(/^PVA\.(?:NOT_FOUND|REFUSED)$/);
    expect(described.filter((one) => one.ok).map(({ found }) => found.device)).toEqual(['BL01:PS1']);
    expect(failed).toEqual(
      expect.arrayContaining([
        ['BL09:X', notThere],
        ['BL01:PS2:None', notThere],
      ]),
    );
  });

  it('delays nobody: of two servers one that is silent leaves the other its devices', async () => {
    const [one, other] = await Promise.all([
      running(startIoc(records('beamline.db'))),
      running(startIoc(records('beamline.db').replaceAll('BL01', 'BL02'))),
    ]);
    const environment = {
      EPICS_PVA_ADDR_LIST: `127.0.0.1:${one.udp} 127.0.0.1:${other.udp}`,
      EPICS_PVA_AUTO_ADDR_LIST: 'NO',
    };
    const leaves = ['PS1:Current', 'PS1:Voltage', 'PS1:Output'];
    const options = named(...leaves.map((leaf) => `BL01:${leaf}`), ...leaves.map((leaf) => `BL02:${leaf}`));
    other.suspend();
    const { described } = await pullEpics({ address: 'pva:', options }, { environment });
    expect(described.find((device) => device.found.device === 'BL01:PS1')).toMatchObject({ ok: true });
    expect(described.find((device) => device.found.device === 'BL02:PS1')).toMatchObject({
      ok: false,
      error: { code: 'PVA.NOT_FOUND' },
    });
    // Those that could be described were, before anybody gave up on the others.
    const order = described.map(({ found }) => found.device);
    expect(order.indexOf('BL01:PS1')).toBeLessThan(order.indexOf('BL02:PS1'));
  });
});
