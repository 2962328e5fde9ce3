import type { Connector } from '@devgen/runtime';
import { ca } from '@devgen/runtime/ca';
import { Command as CaCommand } from '@devgen/runtime/ca/codec';
import { pva } from '@devgen/runtime/pva';
import { Command as PvaCommand } from '@devgen/runtime/pva/codec';
import { CaProxy } from '../../peers/ca-proxy.ts';
import { startCaIoc } from '../../peers/ca-server.ts';
import { startIoc } from '../../peers/epics-ioc.ts';
import type { EpicsProxy } from '../../peers/epics-proxy.ts';
import { PvaProxy } from '../../peers/pva-proxy.ts';

export const WIRES = ['pva', 'ca'] as const;
export type Wire = (typeof WIRES)[number];

/** An IOC, reached over one of its wires. */
export interface WireIoc {
  /** A connector of its own, what it sends counted. */
  open(): Promise<OneWire>;
  stop(): Promise<void>;
}

export interface OneWire {
  readonly connector: Connector;
  /** What left. */
  readonly proxy: EpicsProxy;
  /** How many values were put, by whatever message. */
  puts(): number;
  /** How many packets and searches left. */
  sent(): number;
  close(): Promise<void>;
}

/** Starts an IOC with the records of a database. */
export function startWireIoc(wire: Wire, database: string): Promise<WireIoc> {
  return wire === 'pva' ? startPva(database) : startCa(database);
}

async function startPva(database: string): Promise<WireIoc> {
  const ioc = await startIoc(database);
  const open = async (): Promise<OneWire> => {
    let puts = 0;
    const proxy = await PvaProxy.start(ioc, {
      // Not that one is begun.
      onSent: (message) => void (message.command === PvaCommand.put && (message.u8(8) & 0x08) === 0 && (puts += 1)),
    });
    return opened(proxy, pva(undefined, { environment: proxy.environment }), () => puts);
  };
  return { open, stop: () => ioc.stop() };
}

async function startCa(database: string): Promise<WireIoc> {
  const ioc = await startCaIoc(database);
  const isPut: ReadonlySet<number> = new Set([CaCommand.write, CaCommand.writeNotify]);
  const open = async (): Promise<OneWire> => {
    let puts = 0;
    const proxy = await CaProxy.start(ioc, { onSent: ({ command }) => void (isPut.has(command) && (puts += 1)) });
    return opened(proxy, ca(undefined, { environment: proxy.environment }), () => puts);
  };
  return { open, stop: () => ioc.stop() };
}

function opened(proxy: EpicsProxy, connector: Connector, puts: () => number): OneWire {
  return {
    connector,
    proxy,
    puts,
    sent: () => proxy.packets.length + proxy.searches.length,
    async close() {
      await connector.close();
      await proxy.stop();
    },
  };
}
