import type { Io } from '../../core/contract/seam.ts';
import type { Wanted } from '../../core/support/bulk-get.ts';
import { timeLimit } from '../../core/support/time-limit.ts';
import type { AccessRights } from '../codec/message/channel.ts';
import type { CaData } from '../codec/value/ca-data.ts';
import { CLASS_NAME, STSACK_STRING } from '../codec/value/dbr.ts';
import { type AlarmAcknowledgement, readAcknowledgement, readClassName } from '../codec/value/special.ts';
import type { Channel } from './channel/channel.ts';
import type { ChannelInfo, ChannelState } from './channel/channel-state.ts';
import { Connects } from './operation/connects.ts';
import { CaMonitor } from './operation/monitor.ts';
import type { MonitorEvent, MonitorOptions, UpdatesOptions } from './operation/monitor-event.ts';
import { type Ask, Read } from './operation/read.ts';
import { CaUpdates } from './operation/updates.ts';
import { askValue, type ValueOptions } from './operation/value-request.ts';
import { type PutOptions, Writes } from './operation/writes.ts';

/** One PV. Nothing is asked of anybody until the first call. */
export class CaChannel {
  readonly #channel: Channel;
  // Made for the first call of its kind.
  #ownConnects: Connects | undefined;
  #ownWrites: Writes | undefined;

  /** Made by {@link CaClient.channel}. */
  constructor(channel: Channel) {
    this.#channel = channel;
  }

  get name(): string {
    return this.#channel.name;
  }

  /** `ca://NAME`, or with the server's address where it was dialled. */
  get source(): string {
    return this.#channel.source;
  }

  get state(): ChannelState {
    return this.#channel.state;
  }

  /** Type, number of elements and access rights, as the server told when it was connected; undefined before. */
  get info(): ChannelInfo | undefined {
    return this.#channel.info;
  }

  /** How often it was searched for until it was found, or so far without an answer. */
  get searches(): number {
    const { state, tries, neededTries = 0 } = this.#channel;
    return state.state === 'searching' ? tries : neededTries;
  }

  /** Told of every change of {@link state}; the function returned ends it. */
  onState(on: (state: ChannelState) => void): () => void {
    return this.#channel.onState(on);
  }

  /** Told when access rights change while it is connected; the function returned ends it. */
  onAccess(on: (rights: AccessRights) => void): () => void {
    return this.#channel.onAccess(on);
  }

  connect(io: Io = timeLimit()): Promise<void> {
    return this.#connects.connect(io);
  }

  /** The value with its alarm and time, or with what another form brings. */
  get(options: ValueOptions = {}, io: Io = timeLimit()): Promise<CaData> {
    return new Read(this.#channel, askValue(options)).run(io);
  }

  /** The type of its record, `ai` or `motor`; servers that have no records say what they like. */
  recordType(io: Io = timeLimit()): Promise<string> {
    return new Read(this.#channel, () => ({ type: CLASS_NAME, count: 1, read: readClassName })).run(io);
  }

  /** The alarm, and whether somebody has taken notice of it; the value as a text. */
  acknowledgement(io: Io = timeLimit()): Promise<AlarmAcknowledgement> {
    return new Read(this.#channel, () => ({ type: STSACK_STRING, count: 1, read: readAcknowledgement })).run(io);
  }

  /** Puts a value of the channel's type; to an enumeration its number or label. `VALUE.TYPE`, and nothing sent, for a misfit. */
  put(value: unknown, options: PutOptions = {}, io: Io = timeLimit()): Promise<void> {
    return this.#writes.put(value, options, io);
  }

  /** Tells of the value first, then whenever it changes, until it is stopped. */
  monitor(on: (event: MonitorEvent) => void, options: MonitorOptions = {}): CaMonitor {
    return new CaMonitor(this.#channel, on, options);
  }

  /** The same, at the pace of a `for await`. */
  updates(options: UpdatesOptions = {}): CaUpdates {
    return new CaUpdates(this.#channel, options);
  }

  /** For many at once, which share what is asked. */
  wanted(ask: Ask<CaData>): Wanted<CaData> {
    return { name: this.name, channel: this.#channel, asked: new Read(this.#channel, ask) };
  }

  /** Ends everything that is asked of it. */
  close(): void {
    this.#channel.close();
  }

  get #connects(): Connects {
    return (this.#ownConnects ??= new Connects(this.#channel));
  }

  get #writes(): Writes {
    return (this.#ownWrites ??= new Writes(this.#channel));
  }
}
