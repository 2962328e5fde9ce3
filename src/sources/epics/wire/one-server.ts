type Environment = Readonly<Record<string, string | undefined>>;

const KEPT = ['EPICS_PVA_SERVER_PORT', 'EPICS_PVA_CONN_TMO'] as const;

/** What makes a client ask one server, for itself and as a name server: a PV of the same name elsewhere is not meant. */
export function nameServerOnly(server: string, environment: Environment = process.env): Environment {
  return {
    ...Object.fromEntries(KEPT.map((name) => [name, environment[name]])),
    EPICS_PVA_ADDR_LIST: '',
    EPICS_PVA_AUTO_ADDR_LIST: 'NO',
    EPICS_PVA_NAME_SERVERS: server,
  };
}

/** What makes a client of Channel Access search for one server and no other. */
export function caServerOnly(server: string, environment: Environment = process.env): Environment {
  return { ...environment, EPICS_CA_ADDR_LIST: server, EPICS_CA_AUTO_ADDR_LIST: 'NO', EPICS_CA_NAME_SERVERS: '' };
}
