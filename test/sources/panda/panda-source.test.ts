import { PandaClient } from '@devgen/runtime/panda';
import { afterEach, describe, expect, it } from 'vitest';
import { PandaSim } from '../../../src/sim/panda/server/panda-sim.ts';
import { printLock } from '../../../src/model/lock/print-lock.ts';
import { merge } from '../../../src/model/merge/merge.ts';
import { firmwares } from '../../../src/sim/panda/firmware/firmwares.ts';
import { pandaSourceName } from '../../../src/sources/panda/source-address.ts';
import { everyKind } from '../../sim/panda/every-kind.ts';
import { pullBox, pullFirmware } from './pulled-box.ts';

let sim: PandaSim | undefined;
afterEach(() => sim?.stop());

describe('a pull of a box', () => {
  it('finds one device, by queries only, and asks for no value', async () => {
    sim = await PandaSim.start({ firmware: everyKind });
    const { listed, described } = await pullBox(`panda://${sim.host}:${sim.port}`);
    expect(listed).toEqual([{ device: `${sim.host}:${sim.port}`, class: 'PandA', running: true }]);
    expect(described).toMatchObject([{ ok: true, doc: 'A PandABlocks box.', live: { spec: { id: 'panda:PandA' } } }]);
    const { queries, sets, tables, others } = sim.asked;
    expect([...sets, ...tables, ...others]).toEqual([]);
    expect(queries.length).toBeGreaterThan(150);
    const constants =
      /^(?:\*(?:IDN|BLOCKS|CLOCK_FREQ|METADATA\.(?:\*|APPNAME)|CHANGES\.METADATA|DESC\..+|ENUMS\..+)|.+\.(?:\*|MAX|MAX_DELAY|MAX_LENGTH|ROW_WORDS|FIELDS|UNITS))$/;
    expect(queries.filter((query) => !constants.test(query))).toEqual([]);
    // Units are asked of scalars, whose firmware fixes them.
    expect(
      queries
        .filter((query) => query.endsWith('.UNITS') && !query.startsWith('*'))
        .every((query) => query.includes('SCALAR')),
    ).toBe(true);
  });

  it('that is not there is a source out of reach', async () => {
    await expect(pullBox('127.0.0.1:1')).rejects.toMatchObject({
      code: 'SOURCE.UNREACHABLE',
      message: expect.stringContaining('nothing listens there'),
    });
    await expect(pullBox('not an address')).rejects.toMatchObject({ code: 'ADDRESS.UNKNOWN' });
  });

  it('that breaks off is a device out of reach', async () => {
    sim = await PandaSim.start({ firmware: everyKind });
    const { openPanda } = await import('../../../src/sources/panda/panda-source.ts');
    const { deadline } = await import('@devgen/runtime');
    const source = openPanda({ address: `${sim.host}:${sim.port}` });
    const io = deadline(10_000);
    sim.faults.nextReply({ instead: '!half\nOK\n' });
    const seen: unknown[] = [];
    for await (const device of source.describe([{ device: 'box', class: 'PandA', running: true }], io))
      seen.push(device);
    expect(seen).toMatchObject([{ ok: false, error: { code: 'PANDA.PROTOCOL' } }]);
    io.done();
    await source.close();
  });
});

describe('a lock', () => {
  it.each([...firmwares])('of %s is the same whenever it is pulled', async (_, firmware) => {
    const one = merge(undefined, [await pullFirmware(firmware)]).lock;
    const other = merge(one, [await pullFirmware(firmware)]);
    expect(printLock(other.lock)).toBe(printLock(one));
    expect(other.report.warnings).toEqual([]);
    expect(one.labels.size).toBeGreaterThan(2);
  });

  it('is the same whatever a person sets meanwhile', async () => {
    sim = await PandaSim.start({ firmware: everyKind });
    const address = `${sim.host}:${sim.port}`;
    const pull = async (): Promise<string> =>
      printLock(merge(undefined, [{ name: 'box', kind: 'panda', ...(await pullBox(address)) }]).lock);
    const before = await pull();
    const client = new PandaClient(address);
    const refused = await client.setMany([
      ['ODD2_ONE1.TIME.UNITS', 'ms'],
      ['ODD2_ONE1.POS.UNITS', 'deg'],
      ['ODD2_ONE1.POS.SCALE', '3'],
      ['ODD2_ONE1.P_UINT', '3'],
      ['*METADATA.LABEL_ODD2_ONE1', 'mine'],
      ['*METADATA.DESIGN', 'a design'],
    ]);
    expect(refused.filter((error) => error !== undefined)).toEqual([]);
    await client.close();
    expect(await pull()).toBe(before);
  });

  it('tells another application or firmware where nothing else differs', async () => {
    const one = merge(undefined, [await pullFirmware(everyKind)]).lock;
    const { lock, report } = merge(one, [await pullFirmware({ ...everyKind, app: 'other-app', version: '4.2.0' })]);
    expect(report.classes).toMatchObject({ added: [], changed: [], detail: ['PandA'] });
    expect(lock.classes.get('PandA')?.members.get('*IDN')?.meta.description).toMatch(
      /^application other-app, FPGA 4\.2\.0, server/,
    );
  });

  it('of two boxes with different blocks has a class for each, and shares what is alike', async () => {
    const [one, other] = [...firmwares.values()];
    const pulled = [await pullFirmware(one!, 'a'), { ...(await pullFirmware(other!, 'b')), name: 'other' }];
    const { lock } = merge(undefined, pulled);
    expect([...lock.classes.keys()].filter((name) => /^PandA\d*$/.test(name))).toEqual(['PandA', 'PandA2']);
    expect(lock.sources.get('other')?.devices.get('b')?.class).toBe('PandA2');
    expect([...lock.labels.keys()]).toEqual(expect.arrayContaining(['BitMux', 'BitMux2', 'PosMux', 'TimeUnits']));
  });
});

describe('a name for a source', () => {
  it.each([
    ['panda://BL01-PANDA-01', 'bl01-panda-01'],
    ['panda://bl01-panda-01.example.org:8888', 'bl01-panda-01'],
    ['panda://192.168.0.1', 'panda'],
    ['panda://[::1]:9000', 'panda'],
    ['panda://${BOX}', 'panda'],
    ['panda://${BOX}:8888/', 'panda'],
    ['panda://', undefined],
    ['panda://host/path', undefined],
    ['tango://host:10000', undefined],
    ['host', undefined],
  ])('at %s is %s', (address, name) => {
    expect(pandaSourceName(address)).toBe(name);
  });
});
