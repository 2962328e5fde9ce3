import type { Connector } from '@devgen/runtime';
import { ca } from '@devgen/runtime/ca';
import { Command as CaCommand } from '@devgen/runtime/ca/codec';
import { pva } from '@devgen/runtime/pva';
import { Command as PvaCommand } from '@devgen/runtime/pva/codec';
import { CaProxy } from '../../peers/ca-proxy.ts';
import { startCaIoc } from '../../peers/ca-server.ts';
import { startIoc } from '../../peers/epics-ioc.ts';
import { PvaProxy } from '../../peers/pva-proxy.ts';

export const WIRES = ['pva', 'ca'] as const;
export type Wire = (typeof WIRES)[number];

/** An IOC over one of its wires. */
export interface OneWire {
  readonly connector: Connector;
  /** How many values were put, by whatever message. */
  puts(): number;
  /** How many messages and searches left. */
  sent(): number;
  stop(): Promise<void>;
}

/** An IOC with the records of a database, and a connector that counts what it sends there. */
export function startWire(wire: Wire, database: string): Promise<OneWire> {
  return wire === 'pva' ? startPva(database) : startCa(database);
}

async function startPva(database: string): Promise<OneWire> {
  const ioc = await startIoc(database);
  let puts = 0;
  const proxy = await PvaProxy.start(ioc, {
    // Not that one is begun.
    onSent: (message) => void (message.command === PvaCommand.put && (message.u8(8) & 0x08) === 0 && (puts += 1)),
  });
  return wireOf(ioc, proxy, pva(undefined, { environment: proxy.environment }), () => puts);
}

async function startCa(database: string): Promise<OneWire> {
  const ioc = await startCaIoc(database);
  let puts = 0;
  const isPut: ReadonlySet<number> = new Set([CaCommand.write, CaCommand.writeNotify]);
  const proxy = await CaProxy.start(ioc, { onSent: ({ command }) => void (isPut.has(command) && (puts += 1)) });
  return wireOf(ioc, proxy, ca(undefined, { environment: proxy.environment }), () => puts);
}

function wireOf(
  ioc: { stop(): Promise<void> },
  proxy: PvaProxy | CaProxy,
  connector: Connector,
  puts: () => number,
): OneWire {
  return {
    connector,
    puts,
    sent: () => proxy.packets.length + proxy.searches.length,
    async stop() {
      await connector.close();
      await proxy.stop();
      await ioc.stop();
    },
  };
}
