import type { Firmware } from './block-table.ts';
import { pandaboxNoFmc } from './pandabox-no-fmc.ts';
import { pandaboxNoFmcEarlier } from './pandabox-no-fmc-earlier.ts';
import { xu5NoFmc } from './xu5-no-fmc.ts';
import { zedboardNoFmc } from './zedboard-no-fmc.ts';

/** The firmwares that the embedded PandA knows, by the name of their app. */
export const firmwares: ReadonlyMap<string, Firmware> = new Map(
  [pandaboxNoFmc, pandaboxNoFmcEarlier, xu5NoFmc, zedboardNoFmc].map((firmware) => [firmware.app, firmware]),
);
