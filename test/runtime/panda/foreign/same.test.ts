import { deadline, openDevice, type SignalRW } from '@devgen/runtime';
import { introspect, panda, PandaClient } from '@devgen/runtime/panda';
import { afterEach, describe, expect, it } from 'vitest';
import { firmwares } from '../../../../src/sim/panda/firmware/firmwares.ts';
import type { PandaSim } from '../../../../src/sim/panda/server/panda-sim.ts';
import { runPandaClient } from '../../../peers/pandablocks.ts';
import { startVendorPanda } from '../../../peers/vendor-panda.ts';
import { everyKind } from '../../../sim/panda/every-kind.ts';
import { finish, sample, wire } from '../client/capture-run.ts';
import { type Fact, theirs, told } from './shown.ts';

interface Captured {
  readonly columns: Readonly<Record<string, readonly number[]>>;
  readonly end: readonly [samples: number, reason: string];
}

const POS = 'ODD2_ONE1.POS';
let sim: PandaSim;
let client: PandaClient;
afterEach(async () => {
  await client.close();
  await sim.stop();
});

async function start(options: Parameters<typeof startVendorPanda>[0]): Promise<void> {
  sim = await startVendorPanda({ pace: 1e-9, ...options });
  client = new PandaClient(sim.host);
}

/** One capture, which both read at once; the vendor's client arms it. */
async function captureBoth(process: 'raw' | 'scaled'): Promise<{ readonly ours: Captured; readonly their: Captured }> {
  const port = await client.capture({ process });
  const reading = runPandaClient<Captured>('data.py', sim.host, process);
  await expect.poll(() => client.get('*PCAP.STATUS'), { timeout: 20_000 }).toMatch(/^Busy 2/);
  await client.set('BITS.A', '1');
  sim.advance(1e-6);
  await sample(sim, client, POS, [100, -200, 300, 2 ** 31 - 1, -(2 ** 31)]);
  await finish(sim, client);
  const capture = await port.next();
  const columns: Record<string, number[]> = {};
  for await (const frame of capture!)
    for (const { field, values } of frame.columns)
      (columns[`${field.name}.${field.capture}`] ??= []).push(
        ...Array.from(values as Iterable<number | bigint>, Number),
      );
  const { samples, reason } = capture!.end!;
  return { ours: { columns, end: [samples, reason] }, their: await reading };
}

describe("what the vendor's client decodes is what ours does", { timeout: 120_000 }, () => {
  it.each(['raw', 'scaled'] as const)('of a capture, %s, to the last digit', async (process) => {
    await start({ firmware: everyKind });
    await client.setMany([
      [`${POS}.SCALE`, '0.001'],
      [`${POS}.OFFSET`, '5'],
    ]);
    await wire(client, {
      [POS]: 'Value Diff Sum Min Max Mean',
      'PCAP.GATE_DURATION': 'Value',
      'PCAP.TS_TRIG': 'Value',
      'PCAP.BITS0': 'Value',
    });
    const { ours, their } = await captureBoth(process);
    expect(Object.keys(ours.columns)).toHaveLength(9);
    expect(ours).toEqual({ columns: their.columns, end: [5, 'Ok'] });
    expect(their.end).toEqual(ours.end);
  });

  it.each([...firmwares.values()])('of all that $app shows of itself', async (firmware) => {
    await start({ firmware });
    const io = deadline(20_000);
    const ours = await introspect(client, io, 'METADATA');
    io.done();
    const { blocks } = await runPandaClient<{ blocks: Parameters<typeof theirs>[0] }>('introspect.py', sim.host);
    expect(Object.keys(blocks)).toHaveLength(firmware.blocks.length);
    expect(told(ours)).toEqual(theirs(blocks));
  });

  it('of a table that it wrote', async () => {
    await start({});
    const outputs = ['A', 'B', 'C', 'D', 'E', 'F'];
    const columns: Readonly<Record<string, readonly (number | string)[]>> = {
      REPEATS: [1, 65_535, 0],
      TRIGGER: ['Immediate', 'POSC<=POSITION', 'BITA=1'],
      POSITION: [0, 1, 2_147_483_647],
      TIME1: [0, 4_294_967_295, 5],
      ...Object.fromEntries(outputs.map((out, i) => [`OUT${out}1`, [0, 1, i % 2]])),
      TIME2: [1, 2, 3],
      ...Object.fromEntries(outputs.map((out, i) => [`OUT${out}2`, [1, 0, (i + 1) % 2]])),
    };
    const read = await runPandaClient<{ columns: Fact }>('table.py', sim.host, JSON.stringify(columns));
    const via = panda(sim.host);
    const box = await openDevice(sim.host, { via: [via] });
    const table = box.$extras.get('SEQ/1/TABLE') as unknown as SignalRW<Readonly<Record<string, Iterable<unknown>>>>;
    const ours = Object.entries(await table.get()).map(([name, values]) => [
      name.toUpperCase(),
      Array.from(values, (value) => (typeof value === 'boolean' ? Number(value) : value)),
    ]);
    await via.close();
    expect(Object.fromEntries(ours)).toEqual(read.columns);
    expect(read.columns).toEqual(columns);
  });

  it('of everything that changed', async () => {
    await start({});
    sim.fpga.setReadout('OUTENC', 1, 'HEALTH', 77);
    const [first] = await runPandaClient<
      readonly [{ values: Fact; in_error: readonly string[]; multiline_values: Fact }]
    >('changes.py', sim.host, '{}');
    const ours = await client.changes();
    const of = (kind: string): typeof ours => ours.filter((change) => change.kind === kind);
    expect(Object.fromEntries(of('value').map((change) => [change.name, 'value' in change && change.value]))).toEqual(
      first.values,
    );
    expect(of('error').map(({ name }) => name)).toEqual(first.in_error);
    expect(
      of('table')
        .map(({ name }) => name)
        .toSorted(),
    ).toEqual(Object.keys(first.multiline_values).toSorted());
  });
});
