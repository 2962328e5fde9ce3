import type { PandaClient } from '@devgen/runtime/panda';
import type { PandaSim } from '../../../../src/sim/panda/server/panda-sim.ts';

/** Whatever captures needs: bit A enables, bit B makes a sample. */
export async function wire(client: PandaClient, captures: Readonly<Record<string, string>>): Promise<void> {
  await client.set('*CAPTURE', '');
  const refused = await client.setMany([
    ['BITS.A', '0'],
    ['BITS.B', '0'],
    ['PCAP.ENABLE', 'BITS.OUTA'],
    ['PCAP.TRIG', 'BITS.OUTB'],
    ['PCAP.GATE', 'ONE'],
    ...Object.entries(captures).map(([name, how]) => [`${name}.CAPTURE`, how] as const),
  ]);
  const first = refused.find((error) => error !== undefined);
  if (first !== undefined) throw first;
}

/** Arms, and enables the capture. */
export async function begin(sim: PandaSim, client: PandaClient): Promise<void> {
  await client.arm();
  await client.set('BITS.A', '1');
  sim.advance(1e-6);
}

/** A sample for each position, a microsecond apart. */
export async function sample(
  sim: PandaSim,
  client: PandaClient,
  name: string,
  positions: readonly number[],
): Promise<void> {
  for (const position of positions) {
    sim.fpga.drive(name, position);
    sim.advance(1e-6);
    await client.set('BITS.B', '1');
    sim.advance(1e-6);
    await client.set('BITS.B', '0');
    sim.advance(1e-6);
  }
}

export async function finish(sim: PandaSim, client: PandaClient): Promise<void> {
  await client.set('BITS.A', '0');
  sim.advance(1e-6);
}
