import {
  CA_TYPES,
  CLASS_NAME,
  type CaData,
  type CaWriter,
  Command,
  layoutOf,
  type Message,
  padded,
  readDbr,
  readEventMask,
  readText,
  type ServerError,
  Status,
  STSACK_STRING,
  writeAccessRights,
  writeAcknowledgement,
  writeChannelCreated,
  writeClassName,
  writeClearChannel,
  writeCreateFailed,
  writeDbr,
  writeHead,
  writeServerDisconnect,
  writeServerError,
} from '@devgen/runtime/ca/codec';
import { type CircuitChannel, CircuitChannels } from './circuit-channels.ts';
import type { Outbox } from '../socket/outbox.ts';
import type { ServedChannel } from './served-channel.ts';
import { Subscription } from './subscription.ts';
import { valueFor } from './value.ts';

/** What one client may have at once. */
const MOST_CHANNELS = 50_000;
const MOST_SUBSCRIPTIONS = 100_000;

/** A text with the alarm's acknowledgement: 48 bytes. */
const ACKNOWLEDGEMENT_LENGTH = padded(8 + 40);
const CLASS_NAME_LENGTH = 40;
const NO_CHANNEL = 0xffff_ffff;

/** Does what one client asks of channels. */
export class Requests {
  readonly #find: (name: string) => ServedChannel | undefined;
  readonly #outbox: Outbox<CaWriter>;
  readonly #channels = new CircuitChannels();

  constructor(find: (name: string) => ServedChannel | undefined, outbox: Outbox<CaWriter>) {
    this.#find = find;
    this.#outbox = outbox;
  }

  message(message: Message): void {
    const { command } = message;
    if (command === Command.createChannel) return this.#create(message);
    const asked = this.#channels.get(message.p1);
    switch (command) {
      case Command.clearChannel:
        return asked === undefined ? this.#unknown(message) : this.#clear(asked);
      case Command.readNotify:
        return asked === undefined ? this.#unknown(message) : this.#read(asked, message);
      case Command.write:
      case Command.writeNotify:
        return asked === undefined ? this.#unknown(message) : this.#write(asked, message);
      case Command.eventAdd:
        return asked === undefined ? this.#unknown(message) : this.#subscribe(asked, message);
      case Command.eventCancel:
        return asked === undefined ? this.#unknown(message) : this.#unsubscribe(asked, message);
      case Command.eventsOff:
      case Command.eventsOn:
        return this.#channels.each((each) => each.hold(command === Command.eventsOff));
    }
  }

  /** The client hears that the channel is there no more. */
  gone(channel: ServedChannel): void {
    for (const each of this.#channels.of(channel)) {
      this.#channels.close(each);
      this.#outbox.send((writer) => writeServerDisconnect(writer, each.cid));
    }
  }

  drained(): void {
    this.#channels.each((each) => each.resume());
  }

  close(): void {
    this.#channels.clear();
  }

  #create(message: Message): void {
    const { p1: cid } = message;
    const channel = this.#find(readText(message));
    if (channel === undefined || this.#channels.size >= MOST_CHANNELS) {
      return this.#outbox.send((writer) => writeCreateFailed(writer, cid));
    }
    const { sid } = this.#channels.open(cid, channel);
    const type = CA_TYPES.indexOf(channel.type);
    this.#outbox.send((writer) => {
      writeAccessRights(writer, cid, { read: true, write: channel.canWrite });
      writeChannelCreated(writer, { cid, sid, type, count: channel.count });
    });
  }

  #clear(asked: CircuitChannel): void {
    this.#channels.close(asked);
    this.#outbox.send((writer) => writeClearChannel(writer, asked.sid, asked.cid));
  }

  #read({ channel }: CircuitChannel, { type, count, p2: ioid }: Message): void {
    const head = { command: Command.readNotify, type, p1: Status.normal, p2: ioid };
    const refuse = (status: number): void => this.#outbox.send((writer) => writeHead(writer, { ...head, p1: status }));
    if (type === CLASS_NAME)
      return this.#answerText(head, CLASS_NAME_LENGTH, (w) => writeClassName(w, channel.recordType));
    if (type === STSACK_STRING) return this.#answerAcknowledgement(head, channel);
    if (layoutOf(type) === undefined) return refuse(Status.badType);
    if (count > channel.count) return refuse(Status.badCount);
    let data;
    try {
      data = valueFor(channel, type, count);
    } catch {
      return refuse(Status.getFailed);
    }
    this.#outbox.send((writer) => writeDbr(writer, head, data));
  }

  #answerText(head: Parameters<typeof writeHead>[1], length: number, write: (writer: CaWriter) => void): void {
    this.#outbox.send((writer) => {
      writeHead(writer, { ...head, count: 1 }, length);
      write(writer);
    });
  }

  #answerAcknowledgement(head: Parameters<typeof writeHead>[1], channel: ServedChannel): void {
    const { value, status = 0, severity = 0 } = channel.read('string');
    const text = typeof value === 'string' ? value : ((value as readonly string[])[0] ?? '');
    const alarm = { status, severity, isTransient: true, unacknowledged: 0, value: text };
    this.#answerText(head, ACKNOWLEDGEMENT_LENGTH, (writer) => writeAcknowledgement(writer, alarm));
  }

  #write({ channel, cid }: CircuitChannel, message: Message): void {
    const { command, type, count, p1, p2 } = message;
    const head = { command, type, count, p1, p2 };
    const finish = (status: number, text = ''): void => {
      if (command === Command.writeNotify) this.#outbox.send((writer) => writeHead(writer, { ...head, p1: status }));
      else if (status !== Status.normal) this.#error(cid, status, head, text);
    };
    if (!channel.canWrite) return finish(Status.noWriteAccess);
    if (CA_TYPES[type] === undefined) return finish(Status.badType);
    if (count > channel.count) return finish(Status.badCount);
    const data = readDbr(message, count !== 1);
    void put(channel, data).then(
      () => finish(Status.normal),
      (error: unknown) => finish(Status.putFailed, String(error)),
    );
  }

  #subscribe(asked: CircuitChannel, message: Message): void {
    const { type, count, p2: id } = message;
    const head = { command: Command.eventAdd, type, count, p2: id };
    const refuse = (status: number): void => this.#outbox.send((writer) => writeHead(writer, { ...head, p1: status }));
    const mask = readEventMask(message);
    if (layoutOf(type) === undefined) return refuse(Status.badType);
    if (count > asked.channel.count) return refuse(Status.badCount);
    if (this.#channels.subscriptions >= MOST_SUBSCRIPTIONS) return refuse(Status.getFailed);
    this.#channels.subscribe(asked, id, new Subscription(asked.channel, { id, type, count, mask }, this.#outbox));
  }

  #unsubscribe({ subscriptions }: CircuitChannel, { type, count, p1, p2 }: Message): void {
    this.#channels.unsubscribe(subscriptions, p2);
    // An event without anything is the last one.
    this.#outbox.send((writer) => writeHead(writer, { command: Command.eventAdd, type, count, p1, p2 }));
  }

  #unknown({ command, p1, p2 }: Message): void {
    this.#error(NO_CHANNEL, Status.badChannel, { command, p1, p2 }, 'Bad Resource ID');
  }

  #error(cid: number, status: number, { command, p1, p2 }: ServerError['request'], text: string): void {
    this.#outbox.send((writer) => writeServerError(writer, { cid, status, request: { command, p1, p2 }, text }));
  }
}

async function put(channel: ServedChannel, data: CaData): Promise<void> {
  await channel.write(data);
}
