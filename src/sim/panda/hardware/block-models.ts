import type { BlockModel, Site } from './block-model.ts';
import { Bits } from './blocks/bits.ts';
import { Passive } from './blocks/passive.ts';
import { Pcap } from './pcap/pcap.ts';

const models: ReadonlyMap<string, new (site: Site) => BlockModel> = new Map<string, new (site: Site) => BlockModel>([
  ['BITS', Bits],
  ['PCAP', Pcap],
]);

/** The behaviour of a type of block; of most that stand for connectors there is none. */
export function blockModel(name: string, site: Site): BlockModel {
  return new (models.get(name) ?? Passive)(site);
}
