import type { Connector, Link } from '../contract/seam.ts';
import { memberKey } from '../support/member-key.ts';
import type { SoftDevice } from './soft-device.ts';
import type { DeviceSpec } from '../contract/spec.ts';

/** Opens devices in memory, wherever they come from. */
export class SoftSystem implements Connector {
  readonly scheme: string;
  readonly authority: string;
  readonly key: Connector['key'] = memberKey;
  readonly #find: (address: string, wanted: DeviceSpec | undefined) => SoftDevice;
  readonly #opened = new Set<SoftDevice>();

  /** `find` throws for an address that it does not know. */
  constructor(
    scheme: string,
    authority: string,
    find: (address: string, wanted: DeviceSpec | undefined) => SoftDevice,
  ) {
    this.scheme = scheme;
    this.authority = authority;
    this.#find = find;
  }

  claims(_address: string): 'yes' | 'no' {
    return 'yes';
  }

  async open(address: string, wanted: DeviceSpec | undefined): Promise<Link> {
    const device = this.#find(address, wanted);
    this.#opened.add(device);
    return device.open();
  }

  async close(): Promise<void> {
    await Promise.all([...this.#opened].map((device) => device.close()));
  }
}
