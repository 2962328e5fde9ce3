import { afterEach, expect, vi } from 'vitest';
import type { ValidationReply } from '@devgen/runtime/pva/codec';
import { PvaServer, type PvaServerOptions } from '../../../src/sim/pva/pva-server.ts';
import { Pvs } from './pvs.ts';
import { RawClient } from './raw-client.ts';

/** A server of a test file and the clients of a test; all end with it. */
export class Rig {
  pvs: Pvs = new Pvs();
  #server: PvaServer | undefined;
  readonly #clients: RawClient[] = [];

  constructor() {
    afterEach(() => this.#end());
  }

  get server(): PvaServer {
    return this.#server!;
  }

  async start(pvs: Pvs, options: PvaServerOptions = {}): Promise<PvaServer> {
    this.pvs = pvs;
    this.#server = await PvaServer.start(pvs, options);
    return this.#server;
  }

  /** A client that the server has heard nothing of. */
  async connect(): Promise<RawClient> {
    const client = await RawClient.connect(this.server.port);
    this.#clients.push(client);
    return client;
  }

  async open(reply: Partial<ValidationReply> = {}): Promise<RawClient> {
    const client = await RawClient.open(this.server.port, reply);
    this.#clients.push(client);
    return client;
  }

  /** A client with a channel. */
  async openPv(name: string): Promise<{ readonly client: RawClient; readonly sid: number }> {
    const client = await this.open();
    const { sid } = await client.create(name);
    return { client, sid };
  }

  /** It still serves, whatever was done to it. */
  async lives(name: string): Promise<void> {
    expect(await (await this.open()).create(name)).toMatchObject({ status: { type: 'OK' } });
  }

  async #end(): Promise<void> {
    await Promise.all(this.#clients.splice(0).map((client) => client.destroy()));
    // Nothing of a client is left.
    await vi.waitFor(() => expect(this.server.connections).toBe(0));
    await this.#server?.stop();
  }
}
