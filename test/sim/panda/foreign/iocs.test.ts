import { afterEach, describe, expect, it } from 'vitest';
import { pandaboxNoFmc } from '../../../../src/sim/panda/firmware/pandabox-no-fmc.ts';
import type { PandaSim } from '../../../../src/sim/panda/server/panda-sim.ts';
import { type PandaIoc, runPandaOphyd, startFastcsPanda, startPandablocksIoc } from '../../../peers/panda-ioc.ts';
import { runPandaClient } from '../../../peers/pandablocks.ts';
import { temporaryFolder } from '../../../peers/temporary-folder.ts';
import { startVendorPanda } from '../../../peers/vendor-panda.ts';
import { SocketClient } from '../socket-client.ts';

interface Flight {
  readonly signals: number;
  readonly names: readonly string[];
  readonly keys: readonly string[];
  readonly indices: readonly (readonly [number, number])[];
  readonly exit: string;
  readonly files: readonly string[];
}

type Blocks = Readonly<Record<string, unknown>>;

/** Two seconds of them: an IOC that is slow to poll must still see the sequencer active. */
const FRAMES = 400;

/** Frames are counted while PCAP is active, and the counts are what the file is to hold. */
const SETTINGS = {
  'pcap.enable': 'SEQ1.ACTIVE',
  'pcap.gate': 'SEQ1.OUTA',
  'pcap.trig': 'SEQ1.OUTA',
  'pcap.trig_edge': 'Falling',
  'counter.1.enable': 'PCAP.ACTIVE',
  'counter.1.trig': 'SEQ1.OUTA',
  'counter.1.out_dataset': 'count',
};

let sim: PandaSim;
let ioc: PandaIoc | undefined;

afterEach(async () => {
  await ioc?.stop();
  ioc = undefined;
  await sim.stop();
});

/** Not through the IOC, since the newer one keeps it to itself. */
async function captureCounts(): Promise<void> {
  const client = await SocketClient.open(sim.port, sim.host);
  expect(await client.ask('COUNTER1.OUT.CAPTURE=Value')).toBe('OK');
  client.close();
}

async function fly(): Promise<{ readonly flight: Flight; readonly counts: readonly number[] }> {
  await captureCounts();
  const folder = temporaryFolder('panda');
  const flight = await runPandaOphyd<Flight>(
    ioc!,
    'hdf_panda.py',
    ioc!.prefix,
    folder,
    String(FRAMES),
    JSON.stringify(SETTINGS),
  );
  const file = await runPandaClient<Readonly<Record<string, readonly number[]>>>('read_hdf.py', flight.files[0]!);
  return { flight, counts: file['count']! };
}

const NAMES = ['start', 'descriptor', 'stream_resource', 'stream_datum', 'stop'];

/** Parts that follow each other are one: how often the file is looked at is ophyd-async's. */
function joined(parts: Flight['indices']): Flight['indices'] {
  return parts.reduce<Flight['indices']>((all, [from, to]) => {
    const last = all.at(-1);
    return last?.[1] === from ? [...all.slice(0, -1), [last[0], to]] : [...all, [from, to]];
  }, []);
}

const expectedFlight = {
  keys: ['count'],
  exit: 'success',
};

const counts = Array.from({ length: FRAMES }, (_, i) => i + 1);

describe('the older IOC', () => {
  it('publishes the blocks, and flies for ophyd-async', { timeout: 120_000 }, async () => {
    sim = await startVendorPanda({ pace: 1 });
    ioc = await startPandablocksIoc(sim.host);
    const pvi = await runPandaOphyd<Blocks>(ioc, 'pvi.py', ioc.prefix, '0');
    for (const { name, count } of pandaboxNoFmc.blocks) {
      const pvs = Array.from({ length: count }, (_, n) => `PANDA:${name}${count === 1 ? '' : n + 1}:PVI`);
      expect([name, pvi[name.toLowerCase()]]).toEqual([name, pvs.toSorted()]);
    }
    const { flight, ...file } = await fly();
    expect(flight).toMatchObject(expectedFlight);
    expect([...new Set(flight.names)]).toEqual(NAMES);
    expect(joined(flight.indices)).toEqual([[0, FRAMES]]);
    expect(flight.signals).toBeGreaterThan(1000);
    expect(file.counts).toEqual(counts);
  });
});

describe('the newer IOC', () => {
  it('publishes the blocks, and flies for ophyd-async', { timeout: 120_000 }, async () => {
    sim = await startVendorPanda({ pace: 1 });
    ioc = await startFastcsPanda(sim.host);
    const pvi = await runPandaOphyd<Blocks>(ioc, 'pvi.py', ioc.prefix, '1');
    const names = Object.keys(pvi).map((name) => name.replaceAll('_', ''));
    for (const { name } of pandaboxNoFmc.blocks) expect(names).toContain(name.toLowerCase().replaceAll('_', ''));
    expect(JSON.stringify(pvi['seq'])).toContain('FPANDA:Seq:2:PVI');
    const { flight, ...file } = await fly();
    expect(flight).toMatchObject(expectedFlight);
    expect([...new Set(flight.names)]).toEqual(NAMES);
    expect(joined(flight.indices)).toEqual([[0, FRAMES]]);
    expect(flight.signals).toBeGreaterThan(1000);
    expect(file.counts).toEqual(counts);
  });
});
