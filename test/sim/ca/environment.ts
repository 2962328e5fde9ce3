import type { CaServer } from '../../../src/sim/ca/ca-server.ts';

/** What makes a client search for this server and no other, and find no repeater by chance. */
export function caEnvironmentOf({ host, searchPort }: CaServer): Readonly<Record<string, string>> {
  return {
    EPICS_CA_ADDR_LIST: `${host}:${searchPort}`,
    EPICS_CA_AUTO_ADDR_LIST: 'NO',
    EPICS_CA_REPEATER_PORT: '9',
  };
}
