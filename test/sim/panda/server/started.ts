import { afterEach } from 'vitest';
import { PandaSim, type PandaSimOptions } from '../../../../src/sim/panda/server/panda-sim.ts';
import { SocketClient } from '../socket-client.ts';

/** The box of the test that runs. */
export let sim: PandaSim;

/** Starts it, with a client of its control port; it stops with the test. */
export async function start(options: PandaSimOptions = {}): Promise<SocketClient> {
  sim = await PandaSim.start({ pace: 'manual', ...options });
  return SocketClient.open(sim.port);
}

afterEach(() => sim.stop());
