import { DevgenError, type Io } from '@devgen/runtime';
import type { DiscoveryEvent, PvaClient } from '@devgen/runtime/pva';

/** Milliseconds in which servers answer who is there. */
export const DISCOVER = 1_500;

/** The servers that answer a search for anybody, `host:port`, in the order of their text. */
export async function discoverServers(client: PvaClient, wait: number, { signal }: Io): Promise<readonly string[]> {
  const servers = new Set<string>();
  const stop = client.discover(({ server }: DiscoveryEvent) => servers.add(server.server));
  try {
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(done, wait);
      function done(): void {
        clearTimeout(timer);
        signal.removeEventListener('abort', done);
        if (signal.aborted) reject(signal.reason as Error);
        else resolve();
      }
      signal.addEventListener('abort', done);
    });
  } finally {
    stop();
  }
  if (servers.size > 0) return [...servers].toSorted();
  throw new DevgenError('no PV Access server answered a search for any', {
    code: 'PVA.NOT_FOUND',
    hint: 'Set EPICS_PVA_ADDR_LIST or EPICS_PVA_NAME_SERVERS (127.0.0.1 is not searched by itself), or name the server in the address.',
  });
}
