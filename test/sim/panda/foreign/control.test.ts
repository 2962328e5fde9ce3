import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { pandaboxNoFmcEarlier } from '../../../../src/sim/panda/firmware/pandabox-no-fmc-earlier.ts';
import type { PandaSim } from '../../../../src/sim/panda/server/panda-sim.ts';
import { pandaPythons, required } from '../../../peers/install/cache.js';
import { runPandablocks, runPandaClient } from '../../../peers/pandablocks.ts';
import { temporaryFolder } from '../../../peers/temporary-folder.ts';
import { startVendorPanda } from '../../../peers/vendor-panda.ts';
import { SocketClient } from '../socket-client.ts';

interface Changes {
  readonly values: Readonly<Record<string, string>>;
  readonly no_value: readonly string[];
  readonly in_error: readonly string[];
  readonly multiline_values: Readonly<Record<string, readonly string[]>>;
}

let sim: PandaSim;
afterEach(() => sim.stop());

const connect = (): Promise<SocketClient> => SocketClient.open(sim.port, sim.host);

describe("the vendor's client", { timeout: 120_000 }, () => {
  it('follows changes', async () => {
    sim = await startVendorPanda({ pace: 'manual' });
    sim.fpga.setReadout('OUTENC', 1, 'HEALTH', 77);
    const sets = {
      'INENC1.VAL.CAPTURE': 'Min Max',
      'PULSE2.WIDTH.UNITS': 'us',
      'PULSE2.WIDTH': '2.4',
      'TTLOUT3.VAL': 'SEQ1.OUTA',
      'SEQ1.TABLE': ['1', '2', '3', '4'],
      '*METADATA.DESIGN': 'a = b',
      '*METADATA.LAYOUT': ['one', 'two'],
    };
    const [first, second, third] = await runPandaClient<readonly Changes[]>(
      'changes.py',
      sim.host,
      JSON.stringify(sets),
    );
    const { values, multiline_values: texts, in_error: errors } = first!;
    expect([Object.keys(values).length, Object.keys(texts).length, errors]).toEqual([1049, 6, ['OUTENC2.HEALTH']]);
    expect(second).toEqual({
      values: {
        'INENC1.VAL.CAPTURE': 'Min Max',
        'PULSE2.WIDTH.UNITS': 'us',
        'PULSE2.WIDTH': '2.4',
        'TTLOUT3.VAL': 'SEQ1.OUTA',
        '*METADATA.DESIGN': 'a = b',
      },
      no_value: [],
      in_error: [],
      multiline_values: { 'SEQ1.TABLE': ['1', '2', '3', '4'], '*METADATA.LAYOUT': ['one', 'two'] },
    });
    expect(third).toEqual({ values: {}, no_value: [], in_error: [], multiline_values: {} });
  });

  it('writes a table by its columns, and in pieces, and reads back what it wrote', async () => {
    sim = await startVendorPanda({ pace: 'manual' });
    const columns = {
      REPEATS: [1, 65_535, 0],
      TRIGGER: ['Immediate', 'POSC<=POSITION', 'BITA=1'],
      POSITION: [0, -2_147_483_648, 2_147_483_647],
      TIME1: [0, 4_294_967_295, 5],
      ...Object.fromEntries(['A', 'B', 'C', 'D', 'E', 'F'].map((out, i) => [`OUT${out}1`, [0, 1, i % 2]])),
      TIME2: [1, 2, 3],
      ...Object.fromEntries(['A', 'B', 'C', 'D', 'E', 'F'].map((out, i) => [`OUT${out}2`, [1, 0, (i + 1) % 2]])),
    };
    // The library's own packing is that of unsigned numbers.
    const written = { ...columns, POSITION: columns.POSITION.map((value) => value >>> 0) };
    const read = await runPandaClient<{ columns: unknown; modes: unknown }>(
      'table.py',
      sim.host,
      JSON.stringify(written),
    );
    expect(read.columns).toEqual(columns);
    expect(read.modes).toEqual(['FIXED', 'STREAMING', 'STREAMING_LAST']);
    expect(sim.asked.tables).toEqual(['SEQ1.TABLE<', 'SEQ2.TABLE<<', 'SEQ2.TABLE<<|']);
  });

  it('saves a state and brings it back', async () => {
    sim = await startVendorPanda({ pace: 'manual' });
    const file = join(temporaryFolder('panda'), 'state.sav');
    const client = await connect();
    const lines = [
      'PULSE1.DELAY.UNITS=ms',
      'PULSE1.DELAY=12.5',
      'LUT2.FUNC=A&~B|C',
      'PCAP.TRIG=LUT2.OUT',
      'PCAP.TRIG.DELAY=7',
      'INENC2.VAL.SCALE=-0.25',
      'COUNTER3.START=-9',
      '*METADATA.LABEL_SEQ1=first',
    ];
    for (const line of lines) expect(await client.ask(line)).toBe('OK');
    await runPandablocks('save', sim.host, file);
    const saved = readFileSync(file, 'utf8').split('\n');
    expect(saved).toEqual(expect.arrayContaining(lines));
    await sim.restart();
    const again = await connect();
    expect(await again.ask('PULSE1.DELAY?')).toBe('OK =0');
    // The client saves whatever changes, though this cannot be set.
    expect(refused(await runPandablocks('load', sim.host, file))).toEqual(QUEUED_LINES);
    for (const line of lines) {
      const [name, value] = line.split(/=(.*)/s);
      expect(await again.ask(`${name}?`)).toBe(`OK =${value}`);
    }
    await runPandablocks('save', sim.host, file);
    expect(readFileSync(file, 'utf8').split('\n')).toEqual(saved);
  });

  it('brings the state of a real PandA to the earlier firmware, which gives back all of it', async () => {
    sim = await startVendorPanda({ firmware: pandaboxNoFmcEarlier, pace: 'manual' });
    expect(await runPandablocks('load', sim.host, '--tutorial')).toBe('');
    const folder = temporaryFolder('panda');
    const file = join(folder, 'state.sav');
    await runPandablocks('save', sim.host, file);
    const tutorial = readFileSync(tutorialPath(), 'utf8').split('\n');
    expect(tutorial.length).toBeGreaterThan(700);
    const saved = readFileSync(file, 'utf8').split('\n');
    // A server of that time did not count the lines of streamed tables.
    expect(saved.filter((line) => !line.includes('.QUEUED_LINES=')).toSorted()).toEqual(tutorial.toSorted());
    writeFileSync(file, 'NO.SUCH=1\n');
    expect(await runPandablocks('load', sim.host, file)).toMatch(/No such block/);
  });
});

const QUEUED_LINES = ['SEQ1', 'SEQ2', 'PGEN1', 'PGEN2'].map((block) => `${block}.TABLE.QUEUED_LINES=0`);

/** The commands of a saved state that the client warns of. */
function refused(output: string): readonly string[] {
  return Array.from(
    output.matchAll(/command \['(.*?)'\] failed with \['ERR Attribute not writeable'\]/g),
    (found) => found[1]!,
  );
}

/** A state that comes with the client's library. */
function tutorialPath(): string {
  const python = required(pandaPythons.client, 'The PandABlocks client');
  return join(dirname(dirname(python)), 'lib/python3.11/site-packages/pandablocks/saves/tutorial.sav');
}
