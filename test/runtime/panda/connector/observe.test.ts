import { connectAll, defineDevice } from '@devgen/runtime';
import { panda } from '@devgen/runtime/panda';
import { afterEach, describe, expect, it } from 'vitest';
import { PandaSim } from '../../../../src/sim/panda/server/panda-sim.ts';
import { everyKind } from '../../../sim/panda/every-kind.ts';
import { type OpenBox, openBox, until, watch } from './boxes.ts';

let box: OpenBox;
afterEach(() => box.stop());

const odd = (key: string, instance = 1): string => `ODD2_ONE/${instance}/${key}`;

describe('a bit that pulses between two polls', () => {
  it('is seen: up and down, or down and up', async () => {
    box = await openBox({ firmware: everyKind }, { period: 60_000 });
    const { sim } = box;
    // One poll a minute, and one whenever something is written: the test decides when.
    const bit = watch<boolean>(box.signal(odd('B_OUT')), 60_000);
    const poll = async (): Promise<void> => box.signal<string>(odd('LABEL')).set(`look ${sim.time}`);
    expect(await bit.next()).toBe(false);
    sim.fpga.drive('ODD2_ONE1.B_OUT', 1);
    sim.advance(1e-6);
    sim.fpga.drive('ODD2_ONE1.B_OUT', 0);
    sim.advance(1e-6);
    const label = watch<string>(box.signal(odd('LABEL')), 60_000);
    await label.next();
    expect([await bit.next(), await bit.next()]).toEqual([true, false]);
    sim.fpga.drive('ODD2_ONE1.B_OUT', 1);
    sim.advance(1e-6);
    await poll();
    expect(await bit.next()).toBe(true);
    sim.fpga.drive('ODD2_ONE1.B_OUT', 0);
    sim.advance(1e-6);
    sim.fpga.drive('ODD2_ONE1.B_OUT', 1);
    sim.advance(1e-6);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    await poll();
    expect([await bit.next(), await bit.next()]).toEqual([false, true]);
    await Promise.all([bit.stop(), label.stop()]);
  });

  it('is not made up: neither for who comes later, nor after a get or a new connection', async () => {
    box = await openBox({ firmware: everyKind }, { period: 5 });
    const { sim } = box;
    const signal = box.signal<boolean>(odd('B_OUT'));
    const bit = watch(signal, 5);
    expect(await bit.next()).toBe(false);
    sim.fpga.drive('ODD2_ONE1.B_OUT', 1);
    sim.advance(1e-6);
    expect(await signal.get({ fresh: true })).toBe(true);
    expect(await bit.next()).toBe(true);
    const late = watch(box.signal<boolean>(odd('B_OUT')), 6);
    expect(await late.next()).toBe(true);
    sim.fpga.drive('ODD2_ONE1.B_OUT', 0);
    sim.advance(1e-6);
    expect([await bit.next(), await late.next()]).toEqual([false, false]);
    await Promise.all([bit.stop(), late.stop()]);
  });
});

describe('one poll', () => {
  it('tells all that changed, whatever number of devices and signals', async () => {
    const sim = await PandaSim.start({ firmware: everyKind, pace: 1e-9 });
    const address = `${sim.host}:${sim.port}`;
    const connector = panda(address, { period: 60_000 });
    box = { sim, stop: async () => (await connector.close(), await sim.stop()) } as unknown as OpenBox;
    const Box = defineDevice({
      id: 'panda:PandA',
      members: {
        odd: {
          kind: 'vector',
          source: 'ODD2_ONE',
          keys: [1, 2],
          of: {
            id: 'panda:ODD2_ONE',
            members: {
              uint: { kind: 'rw', source: 'P_UINT', type: 'u32' },
              int: { kind: 'rw', source: 'P_INT', type: 'i32' },
            },
          },
        },
      },
    });
    const { a, b } = await connectAll({ a: new Box(address), b: new Box(address) }, { via: [connector] });
    const signals = [a, b].flatMap(({ odd: vector }) =>
      [1, 2].flatMap((key) => [vector.at(key).uint, vector.at(key).int]),
    );
    const watched = signals.map((signal) => watch<number>(signal as never, 60_000));
    await Promise.all(watched.map((each) => each.next()));
    sim.asked.clear();
    await a.odd.at(2).int.set(-7);
    expect([await watched[3]!.next(), await watched[7]!.next()]).toEqual([-7, -7]);
    expect(sim.asked.queries).toEqual(['*CHANGES']);
    expect(sim.asked.sets).toEqual(['ODD2_ONE2.P_INT=-7']);
    await Promise.all(watched.map((each) => each.stop()));
  });

  it('is made while nobody looks: units and limits follow the box', async () => {
    box = await openBox({ firmware: everyKind }, { period: 5 });
    const { sim } = box;
    const time = box.signal<number>(odd('P_TIME'));
    expect(time.meta).toMatchObject({ units: 's', limits: { control: { low: 0, high: (2 ** 32 - 1) / 125e6 } } });
    const other = await openOther(sim);
    await other.set('ODD2_ONE1.P_TIME.UNITS', 'us');
    await other.set('ODD2_ONE1.POS.UNITS', 'deg');
    await until(() => box.signal(odd('POS.SCALED')).meta.units === 'deg');
    expect(time.meta).toMatchObject({ units: 'us', limits: { control: { high: (2 ** 32 - 1) / 125 } } });
    expect(await box.signal(odd('POS.SCALED')).describe()).toMatchObject({ units: 'deg', dtype: 'number' });
    await other.close();
  });
});

describe('an observer', () => {
  it('sees its units before its values', async () => {
    box = await openBox({ firmware: everyKind }, { period: 5 });
    const time = box.signal<number>(odd('P_TIME'));
    await time.set(2);
    const readings = time.observe({ period: 5 });
    const seen: unknown[] = [];
    seen.push([(await readings.next()).value.value, time.meta.units]);
    await box.signal(odd('P_TIME.UNITS')).set('ms');
    seen.push([(await readings.next()).value.value, time.meta.units]);
    expect(seen).toEqual([
      [2, 's'],
      [2000, 'ms'],
    ]);
    await readings.return?.();
  });

  it('sees a position in its unit follow counts, scale and offset', async () => {
    box = await openBox({ firmware: everyKind }, { period: 5 });
    const { sim } = box;
    const scaled = watch<number>(box.signal(odd('POS.SCALED')));
    expect(await scaled.next()).toBe(5);
    sim.fpga.drive('ODD2_ONE1.POS', 1000);
    sim.advance(1e-6);
    expect(await scaled.next()).toBe(6);
    await box.signal(odd('POS.OFFSET')).set(0);
    expect(await scaled.next()).toBe(1);
    await box.signal(odd('POS.SCALE')).set(0.5);
    expect(await scaled.next()).toBe(500);
    await scaled.stop();
  });

  it('sees a table change, and metadata of several lines', async () => {
    box = await openBox({ firmware: everyKind }, { period: 5 });
    const table = watch<object>(box.signal(odd('SHORT')));
    const layout = watch<string>(box.signal('*METADATA/LAYOUT'));
    expect([await table.next(), await layout.next()]).toEqual([
      { high: new Int32Array(0), low: new Uint16Array(0), mode: [] },
      '',
    ]);
    const other = await openOther(box.sim);
    await other.setTable('ODD2_ONE1.SHORT', Uint32Array.of(0x1_0007, 0xffff_fffe));
    await other.setLines('*METADATA.LAYOUT', ['a', 'b']);
    expect([await table.next(), await layout.next()]).toEqual([
      { high: Int32Array.of(-1), low: Uint16Array.of(7), mode: ['x<=y'] },
      'a\nb',
    ]);
    await other.close();
    await Promise.all([table.stop(), layout.stop()]);
  });

  it('is told where the box has no value', async () => {
    box = await openBox({ firmware: everyKind }, { period: 5 });
    const { sim } = box;
    const value = watch<string>(box.signal(odd('R_ENUM')));
    expect(await value.next()).toBe('no');
    sim.fpga.setReadout('ODD2_ONE', 0, 'R_ENUM', 5);
    expect(await value.next()).toBe('VALUE.INVALID');
    sim.fpga.setReadout('ODD2_ONE', 0, 'R_ENUM', 1);
    expect(await value.next()).toBe('yes');
    await value.stop();
  });

  it('of a block that is only one finds it without a number', async () => {
    box = await openBox({ firmware: everyKind }, { period: 5 });
    const bit = watch<boolean>(box.signal('BITS/OUTA'));
    expect(await bit.next()).toBe(false);
    await box.signal('BITS/A').set(true);
    box.sim.advance(1e-6);
    expect(await bit.next()).toBe(true);
    expect(box.signal('BITS/OUTA').source).toBe(`panda://${box.address}/BITS/OUTA`);
    const label = box.signal<string>('PCAP/LABEL');
    await label.set('capture');
    expect(box.sim.asked.sets.at(-1)).toBe('*METADATA.LABEL_PCAP1=capture');
    expect(await label.get()).toBe('capture');
    await bit.stop();
  });

  it('sees its own writes and the changes between them in their order', async () => {
    box = await openBox({ firmware: everyKind }, { period: 2 });
    const uint = box.signal<number>(odd('P_UINT'));
    const readings = uint.observe({ period: 2 });
    const seen: number[] = [];
    const watching = (async () => {
      for await (const reading of readings) if (reading.ok && seen.push(reading.value) && reading.value === 100) break;
    })();
    for (let value = 1; value <= 100; value++) await uint.set(value);
    await watching;
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
    expect(await uint.get()).toBe(100);
  });
});

async function openOther(sim: PandaSim): Promise<import('@devgen/runtime/panda').PandaClient> {
  const { PandaClient } = await import('@devgen/runtime/panda');
  return new PandaClient(`${sim.host}:${sim.port}`);
}

describe('a pulse that a write makes', () => {
  it('is seen by who observes already, though the write follows in the same tick and no poll meets the pulse', async () => {
    box = await openBox({ firmware: everyKind }, { period: 60_000 });
    const { sim } = box;
    const readings = box.signal<boolean>(odd('B_OUT')).observe({ period: 60_000 });
    const first = readings.next();
    const set = box.signal(odd('P_BIT')).set(true);
    await set;
    // The order on the wire: the look of the observer, then the write.
    expect((await first).value).toMatchObject({ value: false });
    sim.fpga.drive('ODD2_ONE1.B_OUT', 1);
    sim.advance(1e-6);
    sim.fpga.drive('ODD2_ONE1.B_OUT', 0);
    sim.advance(1e-6);
    await box.signal(odd('LABEL')).set('look');
    const label = watch<string>(box.signal(odd('LABEL')), 60_000);
    await label.next();
    expect([(await readings.next()).value, (await readings.next()).value]).toMatchObject([
      { value: true },
      { value: false },
    ]);
    await Promise.all([readings.return?.(), label.stop()]);
  });

  it('leaves its look first: order on the wire', async () => {
    box = await openBox({ firmware: everyKind }, { period: 60_000 });
    box.sim.asked.clear();
    const lines: string[] = [];
    const { query, set: setLine } = box.sim.asked;
    box.sim.asked.query = (name) => (lines.push(`${name}?`), query.call(box.sim.asked, name));
    box.sim.asked.set = (line) => (lines.push(line), setLine.call(box.sim.asked, line));
    const readings = box.signal<boolean>(odd('B_OUT')).observe({ period: 60_000 });
    const first = readings.next();
    await box.signal(odd('P_BIT')).set(true);
    await first;
    expect(lines.slice(0, 2)).toEqual(['*CHANGES?', 'ODD2_ONE1.P_BIT=1']);
    await readings.return?.();
  });
});
