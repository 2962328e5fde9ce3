import type { BlockModel, Site } from './block-model.ts';
import { Bits } from './blocks/bits.ts';
import { Calc } from './blocks/calc.ts';
import { Clock } from './blocks/clock.ts';
import { Counter } from './blocks/counter.ts';
import { Div } from './blocks/div.ts';
import { Inenc } from './blocks/inenc.ts';
import { LevelOut } from './blocks/level-out.ts';
import { Lut } from './blocks/lut.ts';
import { Passive } from './blocks/passive.ts';
import { Pcomp } from './blocks/pcomp.ts';
import { Pgen } from './blocks/pgen.ts';
import { Pulse } from './blocks/pulse.ts';
import { Seq } from './blocks/seq.ts';
import { Srgate } from './blocks/srgate.ts';
import { Pcap } from './pcap/pcap.ts';

const models: ReadonlyMap<string, new (site: Site) => BlockModel> = new Map<string, new (site: Site) => BlockModel>([
  ['BITS', Bits],
  ['CALC', Calc],
  ['CLOCK', Clock],
  ['COUNTER', Counter],
  ['DIV', Div],
  ['INENC', Inenc],
  ['LUT', Lut],
  ['LVDSOUT', LevelOut],
  ['PCAP', Pcap],
  ['PCOMP', Pcomp],
  ['PGEN', Pgen],
  ['PULSE', Pulse],
  ['SEQ', Seq],
  ['SRGATE', Srgate],
  ['TTLOUT', LevelOut],
]);

/** The behaviour of a type of block. Others keep their settings, read 0, and have lines that are driven from outside. */
export function blockModel(name: string, site: Site): BlockModel {
  return new (models.get(name) ?? Passive)(site);
}
