import { randomInt } from 'node:crypto';
import { PandaSim, type PandaSimOptions } from '../../src/sim/panda/server/panda-sim.ts';

/** The only ports that the clients of PandABlocks know. */
const CONTROL = 8888;
const DATA = 8889;

/**
 * Starts an embedded PandA where foreign clients look for one. They know its ports, so each has a loopback address of
 * its own; one that is taken is given up for another.
 */
export async function startVendorPanda(
  options: Omit<PandaSimOptions, 'host' | 'port' | 'dataPort'> = {},
): Promise<PandaSim> {
  for (let attempt = 1; ; attempt++) {
    const host = `127.${randomInt(1, 255)}.${randomInt(1, 255)}.${randomInt(1, 255)}`;
    try {
      return await PandaSim.start({ ...options, host, port: CONTROL, dataPort: DATA });
    } catch (error) {
      if (attempt === 5 || (error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    }
  }
}
