import { afterEach, describe, expect, it } from 'vitest';
import type { BlockEntry, FieldShape, Firmware } from '../../../../src/sim/panda/firmware/block-table.ts';
import { firmwares } from '../../../../src/sim/panda/firmware/firmwares.ts';
import type { PandaSim } from '../../../../src/sim/panda/server/panda-sim.ts';
import { lines } from '../../../../src/sim/panda/state/block-map.ts';
import { runPandaClient } from '../../../peers/pandablocks.ts';
import { startVendorPanda } from '../../../peers/vendor-panda.ts';
import { everyKind } from '../every-kind.ts';

type Fact = Readonly<Record<string, unknown>>;

interface Introspected {
  readonly blocks: Readonly<Record<string, Fact & { readonly fields: Readonly<Record<string, Fact>> }>>;
  readonly bits: Readonly<Record<string, readonly string[]>>;
  readonly identity: Fact;
}

let sim: PandaSim;
afterEach(() => sim.stop());

/** The client asks for a scale without a number, so a block with one may come only once. */
const single: Firmware = { ...everyKind, blocks: everyKind.blocks.map((block) => ({ ...block, count: 1 })) };

describe("the vendor's client", { timeout: 120_000 }, () => {
  it.each([...firmwares.values(), single])(
    'finds every block and field of $app as the table has it',
    async (firmware) => {
      sim = await startVendorPanda({ firmware, pace: 'manual' });
      const { blocks, bits, identity } = await runPandaClient<Introspected>('introspect.py', sim.host);
      const expected = Object.fromEntries(firmware.blocks.map((block) => [block.name, expectedBlock(block, firmware)]));
      expect(blocks).toEqual(expected);
      expect(Object.keys(bits).toSorted()).toEqual(['PCAP.BITS0', 'PCAP.BITS1', 'PCAP.BITS2', 'PCAP.BITS3']);
      const names = lines(firmware, 'bit_out').map(({ name }) => name);
      expect(
        Object.keys(bits)
          .toSorted()
          .flatMap((word) => bits[word]!),
      ).toEqual(Array.from({ length: 128 }, (_, i) => names[i] ?? ''));
      expect(identity).toMatchObject({ software: '4.1-devgen' });
      expect(sim.asked.queries.length).toBeGreaterThan(firmware.blocks.length);
      expect([sim.asked.sets, sim.asked.tables, sim.asked.others]).toEqual([[], [], []]);
    },
  );
});

function expectedBlock({ name, count, shape }: BlockEntry, firmware: Firmware): Fact {
  const fields = shape.fields.map((field) => [field.name, expectedField(name, count, field, firmware)]);
  return { number: count, description: shape.description, fields: Object.fromEntries(fields) };
}

/** The classes of the client's library, by kind of field. */
function expectedField(block: string, count: number, field: FieldShape, firmware: Firmware): Fact {
  const [type, subtype = null] = field.kind.split(' ');
  const common = { type, subtype, description: field.description };
  const bits = lines(firmware, 'bit_out').map(({ name }) => name);
  const positions = lines(firmware, 'pos_out').map(({ name }) => name);
  const index = bits.indexOf(`${block}${count === 1 ? '' : 1}.${field.name}`);
  switch (type === 'param' || type === 'read' || type === 'write' ? subtype : type) {
    case 'uint':
      return { ...common, max_val: field.max ?? 0xffffffff };
    case 'enum':
      return { ...common, labels: field.labels!.filter((label) => label !== undefined) };
    case 'scalar':
      return { ...common, units: field.units ?? '', scale: field.scale ?? 1, offset: field.offset ?? 0 };
    case 'time':
      return { ...common, units_labels: ['min', 's', 'ms', 'us'] };
    case 'bit_out':
      return { ...common, capture_word: `PCAP.BITS${index >> 5}`, offset: index & 31 };
    case 'bit_mux':
      return { ...common, max_delay: 31, labels: [...bits, 'ZERO', 'ONE'] };
    case 'pos_mux':
      return { ...common, labels: [...positions, 'ZERO'] };
    case 'pos_out':
      return { ...common, capture_labels: captureLabels(firmware) };
    case 'ext_out':
      return {
        ...common,
        capture_labels: ['No', 'Value'],
        ...(subtype === 'bits' && { bits: Array.from({ length: 32 }, (_, i) => bits[32 * field.word! + i] ?? '') }),
      };
    case 'table':
      return { ...common, ...expectedTable(field) };
    default:
      return common;
  }
}

function captureLabels({ hasStdDev }: Firmware): readonly string[] {
  const labels = ['No', 'Value', 'Diff', 'Sum', 'Mean', 'Min', 'Max', 'Min Max', 'Min Max Mean'];
  return hasStdDev ? [...labels, 'StdDev', 'Mean StdDev'] : labels;
}

function expectedTable({ table }: FieldShape): Fact {
  const { maxWords, rowWords, columns } = table!;
  return {
    max_length: maxWords,
    row_words: rowWords,
    has_mode: true,
    fields: Object.fromEntries(
      columns.map(({ name, type, low, high, description, labels }) => [
        name,
        { subtype: type, bit_low: low, bit_high: high, description, labels: labels ?? null },
      ]),
    ),
  };
}
