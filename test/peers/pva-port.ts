import { freePort } from './port.ts';

/** Where a PVA server of a test listens. */
export interface PvaPorts {
  /** TCP. */
  readonly port: number;
  /** UDP, for searches. */
  readonly udp: number;
}

/** Ports of the loopback that are free now. */
export async function freePvaPorts(): Promise<PvaPorts> {
  return { port: await freePort(), udp: await freePort() };
}

/** What keeps an EPICS server on the loopback, on its ports and silent. */
export async function serverEnvironment({ port, udp }: PvaPorts): Promise<Readonly<Record<string, string>>> {
  return {
    ...QUIET,
    EPICS_CAS_SERVER_PORT: `${await freePort()}`,
    EPICS_PVA_SERVER_PORT: `${port}`,
    EPICS_PVAS_SERVER_PORT: `${port}`,
    EPICS_PVA_BROADCAST_PORT: `${udp}`,
    EPICS_PVAS_BROADCAST_PORT: `${udp}`,
  };
}

const QUIET = {
  EPICS_CA_ADDR_LIST: '127.0.0.1',
  EPICS_CA_AUTO_ADDR_LIST: 'NO',
  EPICS_CAS_INTF_ADDR_LIST: '127.0.0.1',
  EPICS_CAS_BEACON_ADDR_LIST: '127.0.0.1',
  EPICS_CAS_AUTO_BEACON_ADDR_LIST: 'NO',
  EPICS_PVA_ADDR_LIST: '127.0.0.1',
  EPICS_PVA_AUTO_ADDR_LIST: 'NO',
  EPICS_PVAS_INTF_ADDR_LIST: '127.0.0.1',
  EPICS_PVAS_BEACON_ADDR_LIST: '127.0.0.1',
  EPICS_PVAS_AUTO_BEACON_ADDR_LIST: 'NO',
};
