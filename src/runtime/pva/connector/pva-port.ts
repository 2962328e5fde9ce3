import { DevgenError } from '../../core/contract/errors.ts';
import type { Meta } from '../../core/contract/meta.ts';
import { badReading, type Reading } from '../../core/contract/reading.ts';
import type { Io, PutOptions } from '../../core/contract/seam.ts';
import { usableLabels, type ValueSpec } from '../../core/contract/spec.ts';
import type { Port, PortHandler } from '../../core/pushed/port.ts';
import type { SharedChannels } from '../../core/pushed/shared-channels.ts';
import { timeLimit } from '../../core/support/time-limit.ts';
import { RemoteError } from '../client/call/call-error.ts';
import type { ChannelState } from '../client/channel/channel-state.ts';
import type { PvaData } from '../client/operation/data.ts';
import type { MonitorEvent } from '../client/operation/monitor-event.ts';
import type { PvaChannel } from '../client/pva-channel.ts';
import type { StructType } from '../codec/type/pva-type.ts';
import type { PvaStruct } from '../codec/value/pva-value.ts';
import { pvaReading } from '../normative/pva-reading.ts';
import { valueCodec } from '../normative/value-codec.ts';
import { valueSpec } from '../normative/value-spec.ts';
import { KnownMeta } from './known-meta.ts';
import { MetaFollower } from './meta-follower.ts';

/** Updates that a server keeps of a single value: what is posted in one go by a chain of records, edges too, arrives. */
const QUEUE_SIZE = 32;

/** A PV is asked for as long as somebody has it. */
const ENDLESS: Io = timeLimit(Infinity);

/**
 * One PV over its channel. Type, labels and metadata are those of a first get, which is repeated at each connection;
 * metadata follows every get and every update, and whoever looks at it makes it follow the server by itself.
 */
export class PvaPort implements Port {
  readonly #channels: SharedChannels<PvaChannel>;
  readonly #channel: PvaChannel;
  readonly #handler: PortHandler;
  readonly #meta = new KnownMeta();
  readonly #follower: MetaFollower;
  readonly #unfollow: () => void;
  /** Choices are told by their labels: they can be told apart. */
  #isLabelled = false;
  /** Arrays and images: of these a server keeps as many as it likes. */
  #isLarge = true;
  #isLearning = false;
  /** Rights that are taken away later change what may be done now, not what the PV is. */
  #wasWritable = false;

  constructor(channels: SharedChannels<PvaChannel>, name: string, handler: PortHandler) {
    const channel = channels.acquire(name);
    this.#channels = channels;
    this.#channel = channel;
    this.#handler = handler;
    this.#follower = new MetaFollower(channel, (data) => this.#meta.take(data));
    this.#unfollow = channel.onState((state) => this.#follow(state));
    void this.#learn();
  }

  get source(): string {
    return this.#channel.source;
  }

  get searches(): number {
    return this.#channel.searches;
  }

  searchAgain(): void {
    this.#channel.searchAgain();
  }

  get meta(): Meta {
    return this.#meta.meta;
  }

  get mayWrite(): boolean {
    return this.#channel.access?.put !== false;
  }

  followMeta(): void {
    this.#follower.want();
  }

  async get(io: Io): Promise<Reading> {
    try {
      return this.#reading(await this.#channel.get('', io));
    } catch (error) {
      // The server answered: it has no value.
      if (error instanceof RemoteError) return badReading(error);
      throw error;
    }
  }

  put(value: unknown, io: Io, how?: PutOptions): Promise<void> {
    const shape = (held: unknown, type: StructType): unknown => valueCodec(type).write(held, this.meta.labels);
    return this.#channel.putShaped(value, shape, { wait: how?.wait !== false }, io);
  }

  monitor(on: (reading: Reading) => void): () => void {
    const monitor = this.#channel.monitor(
      (event) => {
        const reading = this.#readingOf(event);
        if (reading !== undefined) on(reading);
      },
      this.#isLarge ? {} : { queueSize: QUEUE_SIZE },
    );
    this.#follower.observed(true);
    return () => {
      monitor.stop();
      this.#follower.observed(false);
    };
  }

  close(): void {
    this.#unfollow();
    this.#follower.stop();
    this.#channels.release(this.#channel);
  }

  #follow(state: ChannelState): void {
    if (state.state === 'connected') void this.#learn();
    else if (state.state === 'searching' && state.why !== undefined) this.#handler.lost(state.why);
  }

  /** What the PV is now. A get outlives connections: its answer is of the last one. */
  async #learn(): Promise<void> {
    if (this.#isLearning) return;
    this.#isLearning = true;
    const learnt = await this.#ask().catch(() => undefined);
    this.#isLearning = false;
    // Whoever is lost again meanwhile is learnt anew.
    if (learnt !== undefined && this.#channel.state.state === 'connected') this.#connected(learnt.type, learnt.value);
  }

  /** Of a PV that cannot be read, its type: it may still be written. */
  async #ask(): Promise<Partial<PvaData>> {
    try {
      return await this.#channel.get('', ENDLESS);
    } catch (error) {
      if (!(error instanceof RemoteError)) throw error;
      const type = await this.#channel.introspect(ENDLESS).catch(() => undefined);
      return type === undefined ? {} : { type };
    }
  }

  #connected(type: StructType | undefined, value: PvaStruct | undefined): void {
    if (value !== undefined) this.#meta.take(value);
    this.#follower.connected(type);
    this.#wasWritable ||= this.mayWrite;
    const { labels } = this.meta;
    this.#isLabelled = usableLabels(labels);
    const spec: ValueSpec = type === undefined ? { type: 'any' } : valueSpec(type, labels);
    this.#isLarge = !isSingle(spec);
    this.#handler.connected({ spec, isWritable: this.#wasWritable });
  }

  #reading({ type, value }: PvaData): Reading {
    this.#meta.take(value);
    return pvaReading(type, value, this.#isLabelled, this.source);
  }

  #readingOf(event: MonitorEvent): Reading | undefined {
    switch (event.kind) {
      case 'update':
        // It left out one at least.
        return event.overrun.isEmpty ? this.#reading(event) : { ...this.#reading(event), missed: 1 };
      case 'failed':
        return badReading(event.error);
      case 'finished':
        return badReading(
          new DevgenError('the server sends no more updates', {
            code: 'PVA.REMOTE',
            about: this.source,
            source: this.source,
            hint: 'observe it again, or poll it with get()',
          }),
        );
      case 'disconnected':
        // The handler is told.
        return undefined;
    }
  }
}

/** One number, text or choice. */
function isSingle({ type }: ValueSpec): boolean {
  return /^(bool|[iuf]\d+|str|enum)$/.test(type);
}
