import { CaClient, type CaClientOptions } from '@devgen/runtime/ca';
import { Command } from '@devgen/runtime/ca/codec';
import { afterEach } from 'vitest';
import { type Asked, type WireConnection, type WireScript, WireServer } from './wire-server.ts';

/** Ended after each test, whatever became of it. */
export const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
});

export async function startServer(script: WireScript = {}): Promise<WireServer> {
  const server = await WireServer.start(script);
  cleanups.push(() => server.stop());
  return server;
}

/** A client that searches for this server alone. */
export function clientOf(server: Pick<WireServer, 'environment'>, options: CaClientOptions = {}): CaClient {
  const client = new CaClient({ environment: server.environment, ...options });
  cleanups.push(() => client.close());
  return client;
}

/** Serves reads and monitors of a number that counts them. */
export function countingScript(): WireScript & { count: number } {
  const script = {
    count: 0,
    asked(connection: WireConnection, asked: Asked): void {
      if (asked.command !== Command.readNotify && asked.command !== Command.eventAdd) return;
      script.count += 1;
      connection.sendValue(asked, script.count);
    },
  };
  return script;
}
