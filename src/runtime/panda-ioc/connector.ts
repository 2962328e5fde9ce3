import { DevgenError } from '../core/contract/errors.ts';
import type { Connector, Io, Link } from '../core/contract/seam.ts';
import type { DeviceSpec } from '../core/contract/spec.ts';
import { wireKey } from '../panda/connector/wire-key.ts';
import { pva, type PvaOptions } from '../pva/connector/connector.ts';
import { IocLink } from './ioc-link.ts';

export interface PandaIocOptions extends PvaOptions {
  /** Where to search, as of `pva(…)`: `10.0.0.255`; where the `EPICS_PVA_*` variables say, if absent. */
  readonly search?: string;
}

/**
 * A PandABlocks box behind PandABlocks-ioc or fastcs-PandABlocks as a connector, for the class that was pulled from the
 * box itself: `pandaIoc('BL01-PANDA')`. The prefix is what the names of its PVs begin with, and the address of the
 * device. Which of the two IOCs it is shows in its PVI.
 *
 * What the IOC does not serve rejects with `MEMBER.KIND` and the reason. Throws `ADDRESS.UNKNOWN` for a prefix that is
 * none, and what {@link pva} throws.
 */
export function pandaIoc(prefix: string, options: PandaIocOptions = {}): Connector {
  const { search, ...rest } = options;
  return new PandaIocConnector(nameOf(prefix), pva(search, rest));
}

class PandaIocConnector implements Connector {
  readonly scheme = 'pva';
  readonly world = 'panda';
  readonly authority: string;
  readonly #pva: Connector;

  constructor(prefix: string, via: Connector) {
    if (prefix === '') throw unknownAddress(prefix, 'the prefix of an IOC');
    this.authority = prefix;
    this.#pva = via;
  }

  /** An IOC serves one box: an address is its prefix or none. */
  claims(address: string): 'yes' | 'no' {
    return nameOf(address) === this.authority ? 'yes' : 'no';
  }

  key(source: string, kind: 'signal' | 'command' | 'block'): string {
    return wireKey(source, kind);
  }

  async open(address: string, wanted: DeviceSpec | undefined, io: Io): Promise<Link> {
    if (this.claims(address) === 'no') throw unknownAddress(address, this.authority);
    if (wanted === undefined) {
      throw new DevgenError('a box behind an IOC needs the class of the box', {
        code: 'ADDRESS.UNKNOWN',
        device: address,
        hint: 'devgen pull from panda://HOST makes it; without a class, connect by pva(…)',
      });
    }
    return IocLink.open(this.authority, wanted, await this.#pva.open(this.authority, undefined, io), io);
  }

  close(): Promise<void> {
    return this.#pva.close();
  }
}

/** As the IOC knows it: without scheme, and without the colon that its PVs go on with. */
function nameOf(address: string): string {
  return address.replace(/^pva:\/\//i, '').replace(/:$/, '');
}

function unknownAddress(address: string, expected: string): DevgenError {
  return new DevgenError(`${address === '' ? 'nothing' : address} is not ${expected}`, {
    code: 'ADDRESS.UNKNOWN',
    device: address,
    expected,
    hint: 'the address of the device is what the names of its PVs begin with: BL01-PANDA',
  });
}
