import type { PvaServer } from '../../../src/sim/pva/pva-server.ts';

/** What makes a client search for this server and no other. */
export function environmentOf({ host, searchPort }: PvaServer): Readonly<Record<string, string>> {
  return { EPICS_PVA_ADDR_LIST: `${host}:${searchPort}`, EPICS_PVA_AUTO_ADDR_LIST: 'NO' };
}
