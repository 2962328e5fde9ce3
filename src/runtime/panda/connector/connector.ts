import type { Registry } from '../../core/contract/registry.ts';
import type { Connector, Io, Link } from '../../core/contract/seam.ts';
import type { DeviceSpec } from '../../core/contract/spec.ts';
import { DevgenError } from '../../core/contract/errors.ts';
import { foldCase, type Registered, withRegistry } from '../../core/registry/registered.ts';
import { timerPeriod } from '../../core/support/timer.ts';
import { type PandaAddress, parsePandaAddress, readPandaAddress } from '../client/address.ts';
import type { PandaClientOptions } from '../client/panda-client.ts';
import { Box } from './box/box.ts';
import { wireKey } from './wire-key.ts';

export interface PandaOptions extends PandaClientOptions {
  /** Milliseconds between polls; 100 by default. One poll tells all that changed in the box. */
  readonly period?: number;
}

/** Milliseconds without a word after which a box that was asked counts as gone. */
const SILENCE = 5_000;

/**
 * A PandABlocks box as a connector: `panda('bl01-panda-01')`, `panda('panda://host:port')`. It is one device, whose
 * address is the host, or `host:port`. Throws `ADDRESS.UNKNOWN`, and `VALUE.TYPE` for a `period` that is none.
 *
 * With the `registry` of a generated package it also makes the device that the package knows, by name.
 */
export function panda<Devices>(
  address: string,
  options: PandaOptions & { readonly registry: Registry<Devices> },
): Connector & Registered<Devices>;
export function panda(address: string, options?: PandaOptions): Connector;
export function panda(address: string, options: PandaOptions & { readonly registry?: Registry } = {}): Connector {
  const connector = new PandaConnector(parsePandaAddress(address), options);
  const { registry } = options;
  if (registry === undefined) return connector;
  return withRegistry(connector, registry, { fold: foldCase, address: (name) => name });
}

class PandaConnector implements Connector {
  readonly scheme = 'panda';
  readonly authority: string;
  readonly #box: Box;

  constructor({ authority }: PandaAddress, options: PandaOptions) {
    this.authority = authority;
    const { period = 100 } = options;
    this.#box = new Box(authority, { silence: SILENCE, ...options, period: timerPeriod(period) });
  }

  /** A box has no other device: an address is this one's or none. */
  claims(address: string): 'yes' | 'no' {
    return readPandaAddress(address)?.authority.toLowerCase() === this.authority.toLowerCase() ? 'yes' : 'no';
  }

  key(source: string, kind: 'signal' | 'command' | 'block'): string {
    return wireKey(source, kind);
  }

  async open(address: string, _wanted: DeviceSpec | undefined, io: Io): Promise<Link> {
    if (this.claims(address) === 'no') {
      throw new DevgenError(`${address} is not the box at ${this.authority}`, {
        code: 'ADDRESS.UNKNOWN',
        device: address,
        expected: this.authority,
        hint: 'a box is one device, and its host is its address',
      });
    }
    return this.#box.open(io);
  }

  close(): Promise<void> {
    return this.#box.close();
  }
}
