import type { SourceKind } from '../source-kind.ts';
import { epicsConfigSchema } from './config-schema.ts';
import { epicsAddressForms, epicsSourceName, isPvAddress, parseEpicsAddress } from './source-address.ts';

/** EPICS, as the registry knows it; the protocols are loaded when they are needed. */
export const epicsKind: SourceKind = {
  schema: epicsConfigSchema,
  addressForms: epicsAddressForms,
  nameAt: epicsSourceName,
  async open(settings, environment) {
    const { openEpics } = await import('./epics-source.ts');
    return openEpics(settings, environment);
  },
  async connect({ address }, environment) {
    const { connectorAt } = await import('./connector-at.ts');
    return connectorAt(parseEpicsAddress(address), environment);
  },
  async locate({ address }) {
    const { scheme, server } = parseEpicsAddress(address);
    if (server !== undefined) return { text: `${scheme}://${server}`, from: 'explicit' };
    const names = ['ADDR_LIST', 'NAME_SERVERS'].map((name) => `EPICS_${scheme.toUpperCase()}_${name}`);
    const set = names.filter((name) => (process.env[name] ?? '').trim() !== '');
    const asked = set.map((name) => process.env[name]).join(' ');
    return { text: `${scheme}: ${asked || 'this network'}`, from: set.join(' and ') || names.join(' or ') };
  },
  lookAt(text, environment) {
    if (!isPvAddress(text)) return undefined;
    return import('./look.ts').then(({ lookAt }) => lookAt(text, environment));
  },
  async key() {
    return (source) => source;
  },
};
