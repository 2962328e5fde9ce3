import { type Device, type ExtraMember, openDevice, type SignalRW } from '@devgen/runtime';
import { panda, type PandaOptions } from '@devgen/runtime/panda';
import { PandaSim, type PandaSimOptions } from '../../../../src/sim/panda/server/panda-sim.ts';

/** A box and a device of it, without a class: members by path and wire name, `SEQ/1/PRESCALE`. */
export interface OpenBox {
  readonly sim: PandaSim;
  readonly device: Device;
  readonly address: string;
  signal<T = unknown>(key: string): SignalRW<T>;
  member(key: string): ExtraMember;
  stop(): Promise<void>;
}

/** Time passes when a test says so, and nothing is polled that nobody observes. */
export async function openBox(sim: PandaSimOptions = {}, options: PandaOptions = {}): Promise<OpenBox> {
  const box = await PandaSim.start({ pace: 1e-9, ...sim });
  const address = `${box.host}:${box.port}`;
  const connector = panda(address, { dataPort: box.dataPort, period: 60_000, ...options });
  const device = await openDevice(address, { via: [connector] });
  const member = (key: string): ExtraMember => {
    const found = device.$extras.get(key);
    if (found === undefined) throw new Error(`no ${key}`);
    return found;
  };
  return {
    sim: box,
    device,
    address,
    member,
    signal: <T>(key: string) => member(key) as unknown as SignalRW<T>,
    stop: async () => {
      await connector.close();
      await box.stop();
    },
  };
}

/** Values of an observation as they come: call it for the next one. */
export function watch<T>(signal: SignalRW<T>, period = 5): { next(): Promise<T | string>; stop(): Promise<void> } {
  const readings = signal.observe({ period });
  return {
    next: async () => {
      const { value } = await readings.next();
      const reading = value as { ok: true; value: T } | { ok: false; error: { code: string } };
      return reading.ok ? reading.value : reading.error.code;
    },
    stop: async () => void (await readings.return?.()),
  };
}

export async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 2));
}
