import { setTimeout as sleep } from 'node:timers/promises';
import type { Io } from '@devgen/runtime';
import { DevgenError } from '@devgen/runtime/contract';
import type { PvaClient } from '@devgen/runtime/pva';

/** Milliseconds in which servers answer who is there: they are asked twice in this time. */
const USUAL = 1_500;
/** While nobody has answered yet, and between two looks. */
const LONGEST = 5_000;
const LOOK = 250;

/**
 * The servers that answer a search for anybody, `host:port`, in the order of their text. Where all that are expected have
 * answered, nobody is waited for longer than one look: a new one had the same time.
 */
export async function discoverServers(
  client: PvaClient,
  expected: readonly string[],
  { signal }: Io,
): Promise<readonly string[]> {
  const servers = new Set<string>();
  const stop = client.discover(({ server }) => servers.add(server.server));
  const limit = (): number => {
    if (servers.size === 0) return LONGEST;
    return expected.length > 0 && expected.every((server) => servers.has(server)) ? LOOK : USUAL;
  };
  try {
    let waited = 0;
    do {
      await sleep(LOOK, undefined, { signal });
      waited += LOOK;
    } while (waited < limit());
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
