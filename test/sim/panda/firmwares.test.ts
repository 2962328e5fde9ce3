import { describe, expect, it } from 'vitest';
import type { FieldShape } from '../../../src/sim/panda/firmware/block-table.ts';
import { firmwares } from '../../../src/sim/panda/firmware/firmwares.ts';
import { pandaboxNoFmc } from '../../../src/sim/panda/firmware/pandabox-no-fmc.ts';
import { zedboardNoFmc } from '../../../src/sim/panda/firmware/zedboard-no-fmc.ts';
import { Dialogue } from './dialogue.ts';
import { everyKind } from './every-kind.ts';

const size = (app: string): readonly number[] => {
  const { blocks } = firmwares.get(app)!;
  return [
    blocks.length,
    blocks.reduce((sum, { count }) => sum + count, 0),
    blocks.reduce((sum, { shape }) => sum + shape.fields.length, 0),
  ];
};

const kinds = (fields: readonly FieldShape[]): readonly string[] => [...new Set(fields.map(({ kind }) => kind))];

describe('the block tables', () => {
  it('are as large as those of the firmwares they follow', () => {
    // Types and instances are those that real servers of these apps told, and so are the fields of the XU5.
    expect(size('pandabox-no-fmc')).toEqual([24, 73, 258]);
    expect(size('PandABox-no-fmc')).toEqual([22, 71, 231]);
    expect(size('xu5-no-fmc')).toEqual([15, 42, 147]);
    expect(size('zedboard-no-fmc')).toEqual([8, 9, 83]);
  });

  it.each([...firmwares.values(), everyKind])('of $app is served whole', (firmware) => {
    const dialogue = new Dialogue(firmware);
    expect(dialogue.list('*BLOCKS?')).toHaveLength(firmware.blocks.length);
    for (const { name, shape } of firmware.blocks) {
      const names = shape.fields.map((field) => field.name);
      expect(new Set(names).size).toBe(names.length);
      expect(dialogue.list(`${name}.*?`)).toHaveLength(names.length);
    }
    expect(dialogue.list('*CHANGES?').filter((line) => line.endsWith('(error)'))).toEqual([]);
  });

  it('differ as firmwares do: in counts, in lines, in fields, in labels', () => {
    const [box, zed] = [new Dialogue(pandaboxNoFmc), new Dialogue(zedboardNoFmc)];
    expect(box.ask('SEQ.REPEATS?')).toBe('ERR Missing block number');
    expect(zed.ask('SEQ.REPEATS?')).toBe('OK =0');
    expect(zed.ask('SEQ2.REPEATS?')).toBe('ERR Invalid block number');
    expect(zed.ask('PULSE1.WIDTH?')).toBe('ERR No such block');
    expect(box.list('*BITS?')).toContain('SEQ1.OUTA');
    expect(zed.list('*BITS?')).toContain('SEQ.OUTA');
    expect(zed.list('*ENUMS.SEQ.BITA?')).not.toEqual(box.list('*ENUMS.SEQ.BITA?'));
    const [earlier, xu5] = ['PandABox-no-fmc', 'xu5-no-fmc'].map((app) => new Dialogue(firmwares.get(app)!));
    expect(earlier!.list('*ENUMS.SEQ.HEALTH?')).not.toEqual(box.list('*ENUMS.SEQ.HEALTH?'));
    expect(earlier!.ask('PCAP.SAMPLES.INFO?')).toBe('OK =ext_out samples');
    expect(earlier!.ask('PCAP.GATE_DURATION.INFO?')).toBe('ERR No such field');
    expect(earlier!.ask('SEQ1.TABLE.MAX_LENGTH?')).toBe('OK =16384');
    expect(xu5!.ask('SYSTEM.PLL_LOCKED.INFO?')).toBe('OK =read enum');
    expect(box.ask('SYSTEM.PLL_LOCKED.INFO?')).toBe('OK =read uint');
  });

  it('of the tests has every kind that there is', () => {
    const values = ['uint', 'int', 'bit', 'enum', 'lut', 'time', 'scalar'];
    const expected = [
      ...['param', 'read', 'write'].flatMap((kind) => values.map((type) => `${kind} ${type}`)),
      'write action',
      'time',
      'bit_out',
      'pos_out',
      'ext_out timestamp',
      'ext_out samples',
      'ext_out bits',
      'bit_mux',
      'pos_mux',
      'table',
    ];
    expect(kinds(everyKind.blocks.flatMap(({ shape }) => shape.fields)).toSorted()).toEqual(expected.toSorted());
    const real = [...firmwares.values()].flatMap(({ blocks }) => blocks.flatMap(({ shape }) => shape.fields));
    expect(kinds(real).filter((kind) => !expected.includes(kind))).toEqual([]);
  });
});
