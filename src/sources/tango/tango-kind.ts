import type { HostLimits } from '@devgen/runtime/tango';
import type { SourceKind } from '../source-kind.ts';
import { tangoConfigSchema } from './config-schema.ts';
import {
  checkTangoAddress,
  connectorAddress,
  isServerAddress,
  tangoAddressForms,
  tangoSourceName,
} from './source-address.ts';

/** Tango, as the registry knows it; the protocol is loaded when it is needed. */
export const tangoKind: SourceKind = {
  schema: tangoConfigSchema,
  addressForms: tangoAddressForms,
  nameAt: tangoSourceName,
  async open(settings, environment) {
    const { openTango } = await import('./tango-source.ts');
    const limits = settings.options?.['limits'] as HostLimits | undefined;
    return openTango({ ...settings, ...(limits && { limits }) }, { environment });
  },
  async connect({ address }, environment) {
    checkTangoAddress(address);
    const { tango } = await import('@devgen/runtime/tango');
    return tango(connectorAddress(address), { environment });
  },
  async locate({ address }) {
    checkTangoAddress(address);
    if (isServerAddress(address)) return { text: address, from: 'explicit' };
    const { findTangoHost } = await import('@devgen/runtime/tango');
    return findTangoHost(address === 'env' ? undefined : address);
  },
  async key() {
    const { wireKey } = await import('@devgen/runtime/tango');
    return wireKey;
  },
};
