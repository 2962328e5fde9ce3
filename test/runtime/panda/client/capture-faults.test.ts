import { type Frame, PandaClient } from '@devgen/runtime/panda';
import { afterEach, describe, expect, it } from 'vitest';
import { pandaboxNoFmc } from '../../../../src/sim/panda/firmware/pandabox-no-fmc.ts';
import { PandaSim } from '../../../../src/sim/panda/server/panda-sim.ts';
import { everyKind } from '../../../sim/panda/every-kind.ts';
import { bits, frame, xml } from '../codec/captured.ts';
import { begin, finish, sample, wire } from './capture-run.ts';
import { startDataServer } from './data-server.ts';

const POS = 'ODD2_ONE1.POS';
const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).toReversed()) await stop();
});

async function box(): Promise<{ sim: PandaSim; client: PandaClient }> {
  const sim = await PandaSim.start({ firmware: everyKind, pace: 1e-9 });
  const client = new PandaClient(`${sim.host}:${sim.port}`, { dataPort: sim.dataPort });
  stops.push(
    () => sim.stop(),
    () => client.close(),
  );
  await wire(client, { [POS]: 'Value' });
  return { sim, client };
}

describe('a box', () => {
  it('that hangs up within a frame is a lost link, after what arrived whole', async () => {
    const { sim, client } = await box();
    const port = await client.capture({ process: 'raw' });
    await begin(sim, client);
    await sample(sim, client, POS, [1]);
    const capture = await port.next();
    const frames = capture![Symbol.asyncIterator]();
    expect(((await frames.next()).value as Frame).column(POS)).toEqual(Int32Array.of(1));
    sim.faults.cutData(2);
    await sample(sim, client, POS, [2]);
    await expect(frames.next()).rejects.toMatchObject({
      code: 'LINK.LOST',
      message: expect.stringContaining('within a capture'),
    });
    await expect(port.next()).rejects.toMatchObject({ code: 'LINK.LOST' });
  });

  it('that restarts in mid-capture is a lost link, and the next capture is a new connection', async () => {
    const { sim, client } = await box();
    const port = await client.capture();
    await begin(sim, client);
    await sample(sim, client, POS, [1]);
    const capture = await port.next();
    const drained = (async () => {
      const seen: unknown[] = [];
      for await (const { samples } of capture!) seen.push(samples);
      return seen;
    })();
    const lost = expect(drained).rejects.toMatchObject({ code: 'LINK.LOST' });
    await sim.restart();
    await lost;
    await wire(client, { [POS]: 'Value' });
    const again = await client.capture();
    await begin(sim, client);
    await sample(sim, client, POS, [3]);
    await finish(sim, client);
    for await (const each of (await again.next())!) expect(each.column(POS)).toEqual(Float64Array.of(5.003));
  });
});

describe('a slow reader', () => {
  it('stops the reading from the socket, and misses nothing', async () => {
    const server = await startDataServer();
    const client = new PandaClient('127.0.0.1', { dataPort: server.port });
    stops.push(server.stop, () => client.close());
    const port = await client.capture({ highWater: 256 * 1024 });
    const samples = Array.from({ length: 4096 }, (_, index) => [index & 255, index >> 8, 0, 0]).flat();
    const piece = frame(...samples);
    const count = 8_000;
    await server.send(Buffer.from(xml([bits])));
    const sent = (async () => {
      for (let index = 0; index < count; index++) await server.send(piece);
      await server.send(Buffer.from(`END ${count * 4096} Ok\n`));
    })();
    const capture = (await port.next())!;
    await stalled(() => server.socket.bytesWritten);
    // What was written lies in the kernel and below the mark: a tenth of it at most.
    expect(server.socket.bytesWritten).toBeLessThan((count * piece.length) / 10);
    let total = 0;
    for await (const { samples: got, start } of capture) {
      expect(start).toBe(total);
      total += got;
    }
    await sent;
    expect(total).toBe(count * 4096);
    expect(capture.end).toEqual({ samples: total, reason: 'Ok' });
  });

  it('that never catches up is given up by the box, which is an error', async () => {
    // Millions of samples a second, of which the box holds little.
    const sim = await PandaSim.start({ firmware: pandaboxNoFmc, pace: 'max', ringBytes: 8 << 20 });
    const client = new PandaClient(`${sim.host}:${sim.port}`, { dataPort: sim.dataPort });
    stops.push(
      () => sim.stop(),
      () => client.close(),
    );
    const [slow, quick] = [await client.capture({ highWater: 64 * 1024 }), await client.capture({ process: 'raw' })];
    const lines: [string, string][] = [
      ...[1, 2, 3, 4].map((n): [string, string] => [`INENC${n}.VAL.CAPTURE`, 'Value Diff Min Max Sum']),
      ['PCAP.TRIG', 'CLOCK1.OUT'],
      ['PCAP.ENABLE', 'BITS.OUTA'],
      ['CLOCK1.PERIOD.RAW', '40'],
    ];
    expect((await client.setMany(lines)).filter((error) => error !== undefined)).toEqual([]);
    await client.arm();
    await client.set('CLOCK1.ENABLE', 'ONE');
    await client.set('BITS.A', '1');
    const late = (await slow.next())!;
    let bytes = 0;
    for await (const piece of (await quick.next())!) if ((bytes += piece.bytes.length) > 24 << 20) break;
    const drained = (async () => {
      for await (const _ of late);
    })();
    await expect(drained).rejects.toMatchObject({ code: 'PANDA.OVERRUN', actual: 'Data overrun' });
    await client.set('BITS.A', '0');
  });

  it('that leaves a capture frees what waited', async () => {
    const server = await startDataServer();
    const client = new PandaClient('127.0.0.1', { dataPort: server.port });
    stops.push(server.stop, () => client.close());
    const port = await client.capture({ highWater: 64 * 1024 });
    const piece = frame(...Array.from({ length: 65_536 }, () => 0));
    const sent = (async () => {
      for (const run of [1, 2]) {
        await server.send(Buffer.from(xml([bits])));
        for (let index = 0; index < 200; index++) await server.send(piece);
        await server.send(Buffer.from(`END ${run} Ok\n`));
      }
    })();
    const first = await port.next();
    const second = await port.next();
    let frames = 0;
    for await (const _ of second!) frames++;
    await sent;
    expect([first?.end, second?.end, frames]).toEqual([
      { samples: 1, reason: 'Ok' },
      { samples: 2, reason: 'Ok' },
      200,
    ]);
  });
});

/** Resolves when a number that grows has stood still for a while. */
async function stalled(number: () => number): Promise<void> {
  for (let last = -1, rounds = 0; rounds < 20; last = number()) {
    rounds = number() === last ? rounds + 1 : 0;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
