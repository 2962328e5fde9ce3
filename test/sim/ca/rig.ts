import { writeVersion } from '@devgen/runtime/ca/codec';
import { afterEach, beforeEach, expect, vi } from 'vitest';
import { CaServer } from '../../../src/sim/ca/ca-server.ts';
import type { Facility } from '../../../src/sim/epics/facility/facility.ts';
import { makeFacility } from './channels.ts';
import { RawClient } from './raw-client.ts';

/** A server for each test of a file, and its clients; all end with the test. */
export class Rig {
  facility!: Facility;
  server!: CaServer;
  /** Ends the oldest put into SLOW. */
  finish!: () => void;
  readonly #clients: RawClient[] = [];

  constructor() {
    beforeEach(async () => {
      ({ facility: this.facility, finish: this.finish } = makeFacility());
      this.server = await CaServer.start(this.facility);
    });
    afterEach(() => this.#end());
  }

  async open(): Promise<RawClient> {
    const client = await RawClient.connect(this.server.port);
    this.#clients.push(client);
    client.send(writeVersion);
    return client;
  }

  async openChannel(name: string): Promise<{ readonly client: RawClient; readonly sid: number }> {
    const client = await this.open();
    const { sid } = await client.create(name);
    return { client, sid };
  }

  async #end(): Promise<void> {
    await Promise.all(this.#clients.splice(0).map((client) => client.destroy()));
    // Nothing of a client is left.
    await vi.waitFor(() => expect(this.server.connections).toBe(0));
    await this.server.stop();
    this.facility.close();
  }
}
