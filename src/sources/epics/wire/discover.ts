import { setTimeout as sleep } from 'node:timers/promises';
import { DevgenError, type Io } from '@devgen/runtime';
import type { PvaClient } from '@devgen/runtime/pva';

/** Milliseconds in which servers answer who is there: they are asked twice in this time. */
const USUAL = 1_500;
/** While nobody has answered yet, and between two looks. */
const LONGEST = 5_000;
const LOOK = 250;

/** The servers that answer a search for anybody, `host:port`, in the order of their text. */
export async function discoverServers(client: PvaClient, { signal }: Io): Promise<readonly string[]> {
  const servers = new Set<string>();
  const stop = client.discover(({ server }) => servers.add(server.server));
  try {
    await sleep(USUAL, undefined, { signal });
    for (let waited = USUAL; servers.size === 0 && waited < LONGEST; waited += LOOK)
      await sleep(LOOK, undefined, { signal });
  } catch {
    throw signal.reason;
  } finally {
    stop();
  }
  if (servers.size > 0) return [...servers].toSorted();
  throw new DevgenError('no PV Access server answered a search for any', {
    code: 'PVA.NOT_FOUND',
    hint: 'Set EPICS_PVA_ADDR_LIST or EPICS_PVA_NAME_SERVERS (127.0.0.1 is not searched by itself), or name the server in the address.',
  });
}
