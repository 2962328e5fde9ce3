import type { Meta } from '../../core/contract/meta.ts';
import { badReading, type Reading } from '../../core/contract/reading.ts';
import type { Io, PutOptions } from '../../core/contract/seam.ts';
import type { ValueSpec } from '../../core/contract/spec.ts';
import type { Port, PortHandler } from '../../core/pushed/port.ts';
import type { SharedChannels } from '../../core/pushed/shared-channels.ts';
import { timeLimit } from '../../core/support/time-limit.ts';
import { RemoteError } from '../client/call/call-error.ts';
import type { CaChannel } from '../client/ca-channel.ts';
import type { CaMonitor } from '../client/operation/monitor.ts';
import type { MonitorEvent } from '../client/operation/monitor-event.ts';
import { longTextOf } from './long-text.ts';
import { metaOf } from './values/ca-meta.ts';
import { caReading } from './values/ca-reading.ts';
import { type Conversion, conversionFor } from './values/conversion.ts';

/** A PV is asked for as long as somebody has it. */
const ENDLESS: Io = timeLimit(Infinity);

/**
 * One PV over its channel. What it is, is told by a monitor of its properties: at each connection, and whenever units,
 * limits or labels change. Of an array it brings one element. A record of long texts is moved to the channel that has all of
 * its text.
 */
export class CaPort implements Port {
  readonly #channels: SharedChannels<CaChannel>;
  readonly #handler: PortHandler;
  #wanted: ValueSpec | undefined;
  #channel: CaChannel;
  #leave: () => void;
  #meta: Meta = {};
  #conversion: Conversion | undefined;
  #isKnown = false;
  /** Rights that are taken away later change what may be done now, not what the PV is. */
  #wasWritable = false;
  /** Whether it is known already where its text is. */
  #isPlaced = false;
  #connections = 0;
  #values: CaMonitor | undefined;
  #on: ((reading: Reading) => void) | undefined;

  constructor(channels: SharedChannels<CaChannel>, name: string, wanted: ValueSpec | undefined, handler: PortHandler) {
    this.#channels = channels;
    this.#wanted = wanted;
    this.#handler = handler;
    this.#channel = channels.acquire(name);
    this.#leave = this.#follow(this.#channel);
  }

  get source(): string {
    return this.#channel.source;
  }

  get searches(): number {
    return this.#channel.searches;
  }

  get meta(): Meta {
    return this.#meta;
  }

  get mayWrite(): boolean {
    return this.#channel.info?.access.write !== false;
  }

  async get(io: Io): Promise<Reading> {
    // None as long as it was never there: who asks then is told why.
    const as = this.#conversion?.as;
    try {
      const data = await this.#channel.get(as === undefined ? {} : { as }, io);
      return caReading(data, this.#conversion!, this.#meta.labels, this.source);
    } catch (error) {
      // The server has answered: that there is no value to be had.
      if (error instanceof RemoteError) return badReading(error);
      throw error;
    }
  }

  async put(value: unknown, io: Io, how?: PutOptions): Promise<void> {
    const { writesAs, write } = this.#conversion!;
    const wait = how?.wait !== false;
    const options = writesAs === undefined ? { wait } : { wait, as: writesAs };
    await this.#channel.put(write(value, this.#meta.labels), options, io);
  }

  monitor(on: (reading: Reading) => void): () => void {
    this.#on = on;
    this.#observe();
    return () => {
      this.#on = undefined;
      this.#values?.stop();
      this.#values = undefined;
    };
  }

  close(): void {
    this.#connections = -1;
    this.#values?.stop();
    this.#leave();
  }

  /** Listens to a channel; the function returned leaves it. */
  #follow(channel: CaChannel): () => void {
    const unfollow = channel.onAccess(() => this.#accessChanged());
    const properties = channel.monitor((event) => this.#propertiesTold(event), {
      form: 'control',
      count: 1,
      mask: ['property'],
    });
    return () => {
      unfollow();
      properties.stop();
      this.#channels.release(channel);
    };
  }

  #propertiesTold(event: MonitorEvent): void {
    if (event.kind === 'disconnected') {
      this.#isKnown = false;
      this.#connections += 1;
      return this.#handler.lost(event.why);
    }
    // What may not be read may still be written; only labels are missing then.
    this.#meta = metaOf(event.kind === 'update' ? event.meta : undefined, this.#channel.info!);
    if (this.#isKnown) return;
    if (this.#isPlaced || this.#channel.info!.type !== 'string') this.#connected();
    else void this.#place();
  }

  /** Once, before it is told that it is there. */
  async #place(): Promise<void> {
    const connection = this.#connections;
    const name = await longTextOf(this.#channel, ENDLESS);
    if (connection !== this.#connections) return;
    this.#isPlaced = true;
    if (name === undefined) return this.#connected();
    this.#wanted = { type: 'str' };
    this.#leave();
    this.#channel = this.#channels.acquire(name);
    this.#leave = this.#follow(this.#channel);
  }

  #connected(): void {
    const before = this.#conversion;
    this.#isKnown = true;
    this.#conversion = conversionFor(this.#channel.info!, this.#meta.labels, this.#wanted);
    // A PV that has come back with another type is asked for another one.
    if (this.#values !== undefined && before?.as !== this.#conversion.as) this.#observe();
    this.#show();
  }

  #accessChanged(): void {
    if (this.#isKnown) this.#show();
  }

  #show(): void {
    this.#wasWritable ||= this.mayWrite;
    this.#handler.connected({ spec: this.#conversion!.spec, isWritable: this.#wasWritable });
  }

  #observe(): void {
    this.#values?.stop();
    const { as } = this.#conversion!;
    this.#values = this.#channel.monitor((event) => this.#valueTold(event), as === undefined ? {} : { as });
  }

  #valueTold(event: MonitorEvent): void {
    if (event.kind === 'update') {
      this.#on?.(caReading(event, this.#conversion!, this.#meta.labels, this.source));
    } else if (event.kind === 'failed') this.#on?.(badReading(event.error));
    // Of a loss the handler is told.
  }
}
