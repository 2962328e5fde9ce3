import type { Socket } from 'node:net';
import { Sockets } from './sockets.ts';

/** The two ports of a box, and who serves their connections. */
export interface Ports {
  readonly control: Sockets;
  readonly data: Sockets;
}

export interface PortsWanted {
  /** 0 is one that the kernel chooses. */
  readonly control: number;
  /** The one after `control` where absent. */
  readonly data: number | undefined;
}

/** Kernels hand out ports all over their range, so that a neighbour is rarely taken. */
const ATTEMPTS = 20;

export async function listen(
  host: string,
  wanted: PortsWanted,
  serve: { readonly [port in keyof Ports]: (socket: Socket) => void },
): Promise<Ports> {
  for (let attempt = 1; ; attempt++) {
    const control = await Sockets.listen(host, wanted.control, serve.control);
    try {
      return { control, data: await Sockets.listen(host, wanted.data ?? control.port + 1, serve.data) };
    } catch (error) {
      await control.close();
      const isChosen = wanted.control === 0 && wanted.data === undefined;
      if (!isChosen || attempt === ATTEMPTS) throw error;
    }
  }
}
