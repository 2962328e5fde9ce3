import type { SourceKind } from '../source-kind.ts';
import { pandaConfigSchema } from './config-schema.ts';
import { pandaAddressForms, pandaSourceName } from './source-address.ts';

/** PandA, as the registry knows it; the protocol is loaded when it is needed. */
export const pandaKind: SourceKind = {
  schema: pandaConfigSchema,
  addressForms: pandaAddressForms,
  nameAt: pandaSourceName,
  async open(settings) {
    const { openPanda } = await import('./panda-source.ts');
    return openPanda(settings);
  },
  async connect({ address }) {
    const { panda } = await import('@devgen/runtime/panda');
    return panda(address);
  },
  async locate({ address }) {
    const { parsePandaAddress } = await import('@devgen/runtime/panda');
    return { text: `panda://${parsePandaAddress(address).authority}`, from: 'explicit' };
  },
  async key() {
    const { wireKey } = await import('@devgen/runtime/panda');
    return wireKey;
  },
};
