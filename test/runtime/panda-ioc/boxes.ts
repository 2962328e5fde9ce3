import { connectAll, deadline, Device, type DeviceSpec, type SignalR } from '@devgen/runtime';
import { introspect, normalise, panda, PandaClient } from '@devgen/runtime/panda';
import { pandaIoc } from '@devgen/runtime/panda-ioc';
import type { PandaIoc } from '../../peers/panda-ioc.ts';
import type { PandaProcess } from '../../peers/panda-process.ts';

/** One box over its own ports and behind its IOC: two devices of the same class, which is that of the box. */
export interface TwoRoutes {
  readonly direct: Device;
  readonly behind: Device;
  /** The box itself, as a person at a terminal sees it. */
  readonly hand: PandaClient;
  close(): Promise<void>;
}

export async function connectBoth(box: PandaProcess, ioc: PandaIoc): Promise<TwoRoutes> {
  const hand = new PandaClient(box.host);
  const spec = await specOfBox(hand);
  class Box extends Device {
    static override readonly spec: DeviceSpec = spec;
  }
  const via = [panda(box.host), pandaIoc(ioc.prefix, { environment: ioc.env })];
  const close = async (): Promise<void> => {
    for (const each of [...via, hand]) await each.close();
  };
  try {
    const connected = await connectAll(
      { direct: new Box(`panda://${box.host}`), behind: new Box(`pva://${ioc.prefix}`) },
      { via, deadline: 30_000 },
    );
    return { ...connected, hand, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** What a pull of the box makes its class of. */
export async function specOfBox(hand: PandaClient): Promise<DeviceSpec> {
  const io = deadline(10_000);
  const { live } = normalise(await introspect(hand, io, 'METADATA'));
  io.done();
  return live.spec;
}

/** A member of a class that was made here, by its path of wire names: `PULSE/1/WIDTH.UNITS`. */
export function memberOf<M = SignalR<unknown>>(device: Device, path: string): M {
  let at: unknown = device;
  for (const step of path.split('/')) {
    at = /^\d+$/.test(step)
      ? (at as { at(key: number): unknown }).at(Number(step))
      : (at as Record<string, unknown>)[step];
  }
  if (at === undefined) throw new Error(`no ${path}`);
  return at as M;
}
