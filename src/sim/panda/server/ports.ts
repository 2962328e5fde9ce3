import type { Socket } from 'node:net';
import { Sockets } from './sockets.ts';

/** The two ports of a box, and who serves their connections. */
export interface Ports {
  readonly control: Sockets;
  readonly data: Sockets;
}

export interface PortsWanted {
  /** 0 is one that is free. */
  readonly control: number;
  /** The one after `control` where absent. */
  readonly data: number | undefined;
}

/**
 * Two neighbours are looked for below the ports that kernels give to clients (from 32768 on Linux): there, each client
 * takes a port away for a minute after its end, and after thousands of them a free neighbour is rare.
 */
const NEIGHBOURS = { first: 20_000, end: 32_000 };
const ATTEMPTS = 100;

export async function listen(
  host: string,
  wanted: PortsWanted,
  serve: { readonly [port in keyof Ports]: (socket: Socket) => void },
): Promise<Ports> {
  const isChosen = wanted.control === 0 && wanted.data === undefined;
  for (let attempt = 1; ; attempt++) {
    try {
      return await listenOnce(host, isChosen ? somePair() : wanted, serve);
    } catch (error) {
      if (!isChosen || attempt === ATTEMPTS) throw error;
    }
  }
}

async function listenOnce(
  host: string,
  wanted: PortsWanted,
  serve: { readonly [port in keyof Ports]: (socket: Socket) => void },
): Promise<Ports> {
  const control = await Sockets.listen(host, wanted.control, serve.control);
  try {
    return { control, data: await Sockets.listen(host, wanted.data ?? control.port + 1, serve.data) };
  } catch (error) {
    await control.close();
    throw error;
  }
}

function somePair(): PortsWanted {
  const { first, end } = NEIGHBOURS;
  return { control: first + Math.floor(Math.random() * (end - first)), data: undefined };
}
