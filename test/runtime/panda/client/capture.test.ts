import { type Capture, type CaptureOptions, type Frame, PandaClient } from '@devgen/runtime/panda';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PandaSim } from '../../../../src/sim/panda/server/panda-sim.ts';
import { everyKind } from '../../../sim/panda/every-kind.ts';
import { startLineServer } from './line-server.ts';
import { begin, finish, sample, wire } from './capture-run.ts';

const POS = 'ODD2_ONE1.POS';
let sim: PandaSim;
let client: PandaClient;

beforeEach(async () => {
  // Time passes when a test says so: two captures of the same inputs are the same to the tick.
  sim = await PandaSim.start({ firmware: everyKind, pace: 1e-9 });
  client = new PandaClient(`${sim.host}:${sim.port}`, { dataPort: sim.dataPort });
  await wire(client, { [POS]: 'Value Mean', 'PCAP.GATE_DURATION': 'Value', 'PCAP.BITS0': 'Value' });
});
afterEach(async () => {
  await client.close();
  await sim.stop();
});

async function framesOf(capture: Capture | undefined): Promise<readonly Frame[]> {
  const frames: Frame[] = [];
  for await (const frame of capture!) frames.push(frame);
  return frames;
}

/** Columns of a whole capture, by name and capture. */
async function columnsOf(
  capture: Capture | undefined,
): Promise<Readonly<Record<string, readonly (number | bigint)[]>>> {
  const columns: Record<string, (number | bigint)[]> = {};
  for (const frame of await framesOf(capture))
    for (const { field, values } of frame.columns) (columns[`${field.name} ${field.capture}`] ??= []).push(...values);
  return columns;
}

const positions = [100, -200, 300, 2 ** 31 - 1, -(2 ** 31)];

async function run(options: CaptureOptions): Promise<Readonly<Record<string, readonly (number | bigint)[]>>> {
  const port = await client.capture(options);
  await begin(sim, client);
  await sample(sim, client, POS, positions);
  await finish(sim, client);
  const capture = await port.next();
  const columns = await columnsOf(capture);
  expect(capture?.end).toEqual({ samples: 5, reason: 'Ok' });
  await port.close();
  return columns;
}

describe('a capture', () => {
  it.each(['framed', 'unframed', 'base64', 'ascii'] as const)('is the same in every form: %s', async (format) => {
    const scaled = await run({ format, process: 'scaled' });
    expect(scaled[`${POS} Value`]).toEqual(positions.map((position) => expect.closeTo(position * 0.001 + 5, 3)));
    const raw = await run({ format, process: 'raw' });
    expect(raw[`${POS} Value`]).toEqual(positions);
    // The first sample's gate opened when the capture was enabled, all others alike.
    expect(raw['PCAP.GATE_DURATION Value']?.slice(1)).toEqual([375, 375, 375, 375]);
    expect(raw[`${POS} Mean`]?.every((sum) => typeof sum === 'bigint')).toBe(true);
    expect(raw['PCAP.BITS0 Value']).toHaveLength(5);
    expect(await run({ format, process: 'raw', header: 'text' })).toEqual(raw);
  });

  it('brings raw sums whose mean is the scaled one', async () => {
    const raw = await run({ process: 'raw' });
    const scaled = await run({ process: 'scaled' });
    const durations = raw['PCAP.GATE_DURATION Value']!;
    const means = raw[`${POS} Mean`]!.map((sum, index) => (Number(sum) * 0.001) / Number(durations[index]) + 5);
    expect(scaled[`${POS} Mean`]!.slice(1)).toEqual(means.slice(1).map((mean) => expect.closeTo(mean, 6)));
  });

  it('sends the number of samples behind a mean unasked', async () => {
    await wire(client, { [POS]: 'Mean' });
    await client.set('PCAP.GATE_DURATION.CAPTURE', 'No');
    const port = await client.capture({ process: 'raw' });
    sim.fpga.drive(POS, 8);
    sim.advance(1e-6);
    await begin(sim, client);
    await sample(sim, client, POS, [8]);
    await finish(sim, client);
    const capture = await port.next();
    expect(capture?.header?.fields.map(({ name }) => name)).toEqual(['PCAP.GATE_DURATION', POS]);
    const [frame] = await framesOf(capture);
    expect(frame?.column(POS)).toEqual(BigInt64Array.of(8n * BigInt(frame?.column('PCAP.GATE_DURATION')[0] ?? 0)));
  });

  it('has columns by name, by capture where one name is several, and numbered samples', async () => {
    const port = await client.capture();
    await begin(sim, client);
    await sample(sim, client, POS, [1, 2]);
    await finish(sim, client);
    const frames = await framesOf(await port.next());
    expect(frames.map(({ start }) => start)).toEqual([0, 1]);
    expect(frames[1]?.column(POS, 'Value')).toEqual(Float64Array.of(5.002));
    expect(() => frames[0]?.column(POS)).toThrow(expect.objectContaining({ code: 'PANDA.NO_COLUMNS' }));
    expect(() => frames[0]?.column('X')).toThrow(expect.objectContaining({ code: 'PANDA.NO_COLUMNS' }));
  });

  it('of one field lies where its bytes do', async () => {
    await wire(client, { [POS]: 'Value' });
    const port = await client.capture({ process: 'raw' });
    await begin(sim, client);
    await sample(sim, client, POS, [-3]);
    await finish(sim, client);
    const [frame] = await framesOf(await port.next());
    const values = frame?.column(POS) as Int32Array;
    expect([values, values.buffer]).toEqual([Int32Array.of(-3), frame?.bytes.buffer]);
  });

  it('without a header is bytes', async () => {
    const port = await client.capture({ process: 'raw', header: 'none' });
    await begin(sim, client);
    await sample(sim, client, POS, [1]);
    await finish(sim, client);
    const capture = await port.next();
    const [frame] = await framesOf(capture);
    expect([capture?.header, frame?.bytes.length, frame?.samples]).toEqual([undefined, 20, 0]);
    expect(() => frame?.columns).toThrow(expect.objectContaining({ code: 'PANDA.NO_COLUMNS' }));
  });
});

describe('a connection to the data port', () => {
  it('brings one capture after the other; what is not read of one is left out', async () => {
    const port = await client.capture();
    for (const position of [1, 2, 3]) {
      await begin(sim, client);
      await sample(sim, client, POS, [position, position]);
      await finish(sim, client);
    }
    const firsts: number[] = [];
    for await (const capture of port) {
      for await (const frame of capture) {
        firsts.push(Number(frame.column(POS, 'Value')[0]));
        break;
      }
      if (firsts.length === 3) break;
    }
    expect(firsts).toEqual([5.001, 5.002, 5.003]);
  });

  it('of one shot ends with the capture, and so does the loop', async () => {
    const port = await client.capture({ oneShot: true });
    await begin(sim, client);
    await sample(sim, client, POS, [1]);
    await finish(sim, client);
    const ends: unknown[] = [];
    for await (const capture of port) {
      expect(await framesOf(capture)).toHaveLength(1);
      ends.push(capture.end);
    }
    expect(ends).toEqual([{ samples: 1, reason: 'Ok' }]);
  });

  it('without a status ends with the connection', async () => {
    const port = await client.capture({ oneShot: true, status: false, format: 'unframed', process: 'raw' });
    await begin(sim, client);
    await sample(sim, client, POS, [1, 2]);
    await finish(sim, client);
    const capture = await port.next();
    expect((await columnsOf(capture))[`${POS} Value`]).toEqual([1, 2]);
    expect(capture?.end).toBeUndefined();
    expect(await port.next()).toBeUndefined();
  });

  it('made too late counts what it missed, or has it all', async () => {
    const early = await client.capture();
    await begin(sim, client);
    await sample(sim, client, POS, [1, 2]);
    const late = await client.capture();
    await sample(sim, client, POS, [3]);
    await finish(sim, client);
    const [one, other] = [await early.next(), await late.next()];
    expect([one?.header?.missed, other?.header?.missed]).toEqual([0, 0]);
    expect((await columnsOf(other))[`${POS} Value`]).toEqual((await columnsOf(one))[`${POS} Value`]);
  });

  it('refused by the box rejects with its words', async () => {
    const box = await startLineServer(() => 'ERR Invalid data capture option\n');
    const other = new PandaClient(box.address, { dataPort: Number(box.address.split(':')[1]) });
    await expect(other.capture({ process: 'raw' })).rejects.toMatchObject({
      code: 'PANDA.REFUSED',
      reason: 'Invalid data capture option',
      actual: 'XML FRAMED RAW',
    });
    expect(box.lines).toEqual(['XML FRAMED RAW']);
    await other.close();
    await box.stop();
  });

  it('closed by this program ends the loop', async () => {
    const port = await client.capture();
    const next = port.next();
    await port.close();
    expect(await next).toBeUndefined();
    await client.close();
  });

  it('is not there: says so', async () => {
    const other = new PandaClient(`${sim.host}:${sim.port}`, { dataPort: 1 });
    await expect(other.capture()).rejects.toMatchObject({ code: 'CONNECT.FAILED' });
    await other.close();
  });
});

async function ended(reason: Parameters<PandaSim['failCapture']>[0]): Promise<Capture> {
  const port = await client.capture();
  await begin(sim, client);
  await sample(sim, client, POS, [1]);
  sim.failCapture(reason);
  return (await port.next())!;
}

describe('an end', () => {
  it.each(['Disarmed', 'Early disconnect'] as const)('that somebody wanted is no error: %s', async (reason) => {
    const capture = await ended(reason);
    expect(await framesOf(capture)).toHaveLength(1);
    expect(capture.end).toEqual({ samples: 1, reason });
  });

  it.each([
    ['Data overrun', 'PANDA.OVERRUN'],
    ['Driver data overrun', 'PANDA.OVERRUN'],
    ['Framing error', 'PANDA.CAPTURE_BROKEN'],
    ['DMA data error', 'PANDA.CAPTURE_BROKEN'],
  ] as const)('after which data are missing is one: %s', async (reason, code) => {
    const capture = await ended(reason);
    await expect(framesOf(capture)).rejects.toMatchObject({
      code,
      actual: reason,
      end: { samples: 1, reason },
      hint: expect.stringContaining('do not trust the last frame'),
    });
  });

  it('by disarming is told', async () => {
    const port = await client.capture();
    await begin(sim, client);
    await client.disarm();
    sim.advance(1e-6);
    const capture = await port.next();
    expect(await framesOf(capture)).toEqual([]);
    expect(capture?.end?.samples).toBe(0);
  });
});
