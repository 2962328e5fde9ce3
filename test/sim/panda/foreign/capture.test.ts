import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { xu5NoFmc } from '../../../../src/sim/panda/firmware/xu5-no-fmc.ts';
import type { Firmware } from '../../../../src/sim/panda/firmware/block-table.ts';
import { pandaboxNoFmc } from '../../../../src/sim/panda/firmware/pandabox-no-fmc.ts';
import type { PandaSim } from '../../../../src/sim/panda/server/panda-sim.ts';
import { runPandablocks, runPandaClient } from '../../../peers/pandablocks.ts';
import { temporaryFolder } from '../../../peers/temporary-folder.ts';
import { startVendorPanda } from '../../../peers/vendor-panda.ts';
import { SocketClient } from '../socket-client.ts';

type Columns = Readonly<Record<string, readonly number[]>>;

interface Captured {
  readonly header: {
    readonly fields: readonly { readonly name: string; readonly type: string; readonly capture: string }[];
    readonly process: string;
    readonly sample_bytes: number;
    readonly missed: number;
    readonly arm_time: string;
    readonly start_time: string;
  };
  readonly columns: Columns;
  readonly end: readonly [samples: number, reason: string];
}

/** The box with the deviations that only larger FPGAs have. */
const firmware: Firmware = { ...pandaboxNoFmc, hasStdDev: xu5NoFmc.hasStdDev };

const FIELDS = [
  'PCAP.BITS1.Value',
  'INENC1.VAL.Value',
  'INENC1.VAL.Diff',
  'INENC1.VAL.Min',
  'INENC1.VAL.Max',
  'PCAP.GATE_DURATION.Value',
  'COUNTER1.OUT.Value',
  'INENC1.VAL.Sum',
  'PCAP.TS_START.Value',
  'PCAP.TS_END.Value',
  'PCAP.TS_TRIG.Value',
  'INENC1.VAL.Mean',
];

let sim: PandaSim;
let control: SocketClient;

beforeAll(async () => {
  sim = await startVendorPanda({ firmware, pace: 'manual' });
  control = await SocketClient.open(sim.port, sim.host);
  await set(`
    SEQ1.POSA=INENC1.VAL
    SEQ1.PRESCALE.UNITS=us
    SEQ1.PRESCALE=1
    SEQ1.REPEATS=1
    PCAP.ENABLE=SEQ1.ACTIVE
    PCAP.GATE=SEQ1.OUTA
    PCAP.TRIG=SEQ1.OUTA
    PCAP.TRIG_EDGE=Falling
    COUNTER1.ENABLE=PCAP.ACTIVE
    COUNTER1.TRIG=SEQ1.OUTA
    INENC1.VAL.SCALE=0.001
    INENC1.VAL.OFFSET=-2
    INENC1.VAL.UNITS=mm
    INENC1.VAL.CAPTURE=Value Diff Sum Min Max Mean
    COUNTER1.OUT.CAPTURE=Value
    PCAP.BITS1.CAPTURE=Value
    PCAP.TS_START.CAPTURE=Value
    PCAP.TS_END.CAPTURE=Value
    PCAP.TS_TRIG.CAPTURE=Value
    PCAP.GATE_DURATION.CAPTURE=Value`);
  control.forget();
  control.send(`SEQ1.TABLE<\n${0x70001} 1000 0 1\n${0x100064} 0 4000 1000\n\n`);
  expect(await control.until(/\n/)).toBe('OK\n');
});

afterAll(() => sim.stop());

async function set(text: string): Promise<void> {
  for (const line of text.trim().split('\n')) expect([line, await control.ask(line.trim())]).toEqual([line, 'OK']);
}

async function begin(): Promise<void> {
  await set('SEQ1.ENABLE=ZERO');
  sim.advance(0.001);
  sim.fpga.motor(1).moveTo(0, 0);
  sim.advance(0.001);
  await set('SEQ1.ENABLE=ONE');
  sim.advance(0.001);
}

/** Python takes its time to start. */
async function armed(): Promise<void> {
  await expect.poll(() => control.ask('*PCAP.STATUS?'), { timeout: 20_000 }).toMatch(/^OK =Busy [1-9]/);
}

/** Makes the same scan whenever somebody armed: 100 frames from 1000 counts on, at 10 000 a second. */
async function scan<T>(client: Promise<T>): Promise<T> {
  await armed();
  await begin();
  sim.fpga.motor(1).moveTo(20_000, 2);
  sim.advance(2);
  return client;
}

/** What the embedded PandA itself says in text. */
async function scanAsText(): Promise<{ readonly columns: Columns; readonly end: string }> {
  const data = await SocketClient.open(sim.dataPort, sim.host);
  data.send('ASCII SCALED NO_HEADER ONE_SHOT\n');
  await data.until(/OK/);
  await set('*PCAP.ARM=');
  const text = await scan(data.ended());
  const rows = text.trim().split('\n').slice(1, -1);
  const values = rows.map((row) => row.trim().split(' ').map(Number));
  return {
    columns: Object.fromEntries(FIELDS.map((field, i) => [field, values.map((row) => row[i]!)])),
    end: text.trim().split('\n').at(-1)!,
  };
}

function expectClose(actual: Columns, expected: Columns, fields: readonly string[] = FIELDS): void {
  for (const field of fields) {
    expect(actual[field]).toHaveLength(100);
    // The text has ten digits.
    actual[field]!.forEach((value, i) => {
      const wanted = expected[field]![i]!;
      expect(Math.abs(value - wanted)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(wanted)));
    });
  }
}

describe('what the client captures', { timeout: 120_000 }, () => {
  it('scaled by the PandA is what the model made', async () => {
    const own = await scanAsText();
    expect(own.end).toBe('END 100 Ok');
    expect(own.columns['COUNTER1.OUT.Value']).toEqual(Array.from({ length: 100 }, (_, i) => i + 1));
    expect(new Set(own.columns['PCAP.GATE_DURATION.Value'])).toEqual(new Set([0.004]));
    own.columns['INENC1.VAL.Mean']!.forEach((mean, i) => expect(mean).toBeCloseTo(-2 + 1 + 0.05 * i + 0.02, 3));
    const { header, columns, end } = await scan(runPandaClient<Captured>('data.py', sim.host, 'scaled'));
    expect(end).toEqual([100, 'Ok']);
    expect(header).toMatchObject({ process: 'Scaled', missed: 0, sample_bytes: 4 + 11 * 8 });
    expect(header.fields.map(({ name, capture }) => `${name}.${capture}`)).toEqual(FIELDS);
    expect(header.start_time > header.arm_time).toBe(true);
    expectClose(columns, own.columns);
  });

  it('raw, and scaled by itself into a file, is the same', async () => {
    const own = await scanAsText();
    const { header, columns, end } = await scan(runPandaClient<Captured>('data.py', sim.host, 'raw'));
    expect(end).toEqual([100, 'Ok']);
    expect(header.fields.map(({ type }) => type)).toEqual([
      'uint32',
      ...Array.from({ length: 6 }, () => 'int32'),
      ...Array.from({ length: 5 }, () => 'int64'),
    ]);
    const ticks = columns['PCAP.TS_TRIG.Value']!;
    ticks.slice(1).forEach((tick, i) => expect(tick - ticks[i]!).toBe(625_000));
    const folder = temporaryFolder('panda');
    const output = await scan(runPandablocks('hdf', sim.host, join(folder, 'run-%d.h5'), '--arm', '--num', '1'));
    expect(output).toMatch(/after receiving 100 samples. End reason is 'Ok'/);
    expectClose(await runPandaClient<Columns>('read_hdf.py', join(folder, 'run-1.h5')), own.columns);
  });

  it('of means alone has the duration of the gate in front', async () => {
    await set('*CAPTURE=\nINENC1.VAL.CAPTURE=Mean');
    const { header } = await scan(runPandaClient<Captured>('data.py', sim.host, 'raw'));
    expect(header.fields.map(({ name, type, capture }) => [name, type, capture])).toEqual([
      ['PCAP.GATE_DURATION', 'int32', 'Value'],
      ['INENC1.VAL', 'int64', 'Mean'],
    ]);
    const folder = temporaryFolder('panda');
    await scan(runPandablocks('hdf', sim.host, join(folder, 'run-%d.h5'), '--arm', '--num', '1'));
    const file = await runPandaClient<Columns>('read_hdf.py', join(folder, 'run-1.h5'));
    file['INENC1.VAL.Mean']!.forEach((mean, i) => expect(mean).toBeCloseTo(-2 + 1 + 0.05 * i + 0.02, 3));
  });

  it('of a deviation is what a straight line has', async () => {
    await set('*CAPTURE=\nINENC1.VAL.CAPTURE=StdDev');
    const { columns } = await scan(runPandaClient<Captured>('data.py', sim.host, 'scaled'));
    // 40 counts within each gate.
    for (const deviation of columns['INENC1.VAL.StdDev']!) expect(deviation).toBeCloseTo(0.04 / Math.sqrt(12), 3);
  });

  it('ends when it is disarmed', async () => {
    await set('*CAPTURE=\nPCAP.TS_TRIG.CAPTURE=Value');
    const client = runPandaClient<Captured>('data.py', sim.host, 'raw');
    await armed();
    await begin();
    sim.fpga.motor(1).moveTo(20_000, 2);
    sim.advance(0.2);
    await set('*PCAP.DISARM=');
    sim.advance(0.001);
    const { end, columns } = await client;
    expect(end).toEqual([20, 'Disarmed']);
    expect(columns['PCAP.TS_TRIG.Value']).toHaveLength(20);
  });
});
