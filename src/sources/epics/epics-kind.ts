import type { SourceKind } from '../source-kind.ts';
import { epicsConfigSchema } from './config-schema.ts';
import { epicsAddressForms, epicsServer, epicsSourceName, isPvAddress } from './source-address.ts';

/** EPICS, as the registry knows it; the protocol is loaded when it is needed. */
export const epicsKind: SourceKind = {
  schema: epicsConfigSchema,
  addressForms: epicsAddressForms,
  nameAt: epicsSourceName,
  async open(settings, environment) {
    const { openEpics } = await import('./epics-source.ts');
    return openEpics(settings, { environment });
  },
  async connect({ address }, environment) {
    const [{ pva }, { nameServerOnly }] = await Promise.all([
      import('@devgen/runtime/pva'),
      import('./wire/name-server-only.ts'),
    ]);
    const server = epicsServer(address);
    return pva(undefined, { environment: server === undefined ? environment : nameServerOnly(server, environment) });
  },
  async locate({ address }) {
    const server = epicsServer(address);
    if (server !== undefined) return { text: `pva://${server}`, from: 'explicit' };
    const { EPICS_PVA_ADDR_LIST: list = '', EPICS_PVA_NAME_SERVERS: servers = '' } = process.env;
    const from = servers.trim() === '' ? 'EPICS_PVA_ADDR_LIST' : 'EPICS_PVA_NAME_SERVERS';
    return { text: `pva: ${[list, servers].join(' ').trim() || 'this network'}`, from };
  },
  lookAt(text, environment) {
    if (!isPvAddress(text)) return undefined;
    return import('./look.ts').then(({ lookAt }) => lookAt(text, environment));
  },
  async key() {
    return (source) => source;
  },
};
