import {
  Command,
  OK,
  protocolError,
  type PvDataReader,
  readCreateChannel,
  readDestroyChannel,
  type Status,
  Sub,
  writeChannelCreated,
  writeDestroyChannel,
  writeStatus,
  writeType,
  isSuccess,
} from '@devgen/runtime/pva/codec';
import { OPERATIONS } from '../operation/begin.ts';
import type { OperationHost } from '../operation/operation.ts';
import { failure, isUnreadable, Refusal } from '../refusal.ts';
import type { ServedPv } from '../value/served-pv.ts';
import { type Channel, Channels } from './channels.ts';
import type { MessageOutbox } from './outbox.ts';

/** What one client may have at once. */
const MOST_CHANNELS = 50_000;
const MOST_OPERATIONS = 100_000;

const NO_SUCH: Status = { type: 'FATAL', message: 'Refused to create Channel', callTree: '' };
const TOO_MANY: Status = { type: 'ERROR', message: `more than ${MOST_CHANNELS} channels`, callTree: '' };

/** Does what one client asks of channels. What it throws is the end of the connection. */
export class Dispatcher {
  readonly #find: (name: string) => ServedPv | undefined;
  readonly #outbox: MessageOutbox;
  readonly #channels = new Channels();

  constructor(find: (name: string) => ServedPv | undefined, outbox: MessageOutbox) {
    this.#find = find;
    this.#outbox = outbox;
  }

  message(command: number, reader: PvDataReader): void {
    switch (command) {
      case Command.createChannel:
        return this.#create(reader);
      case Command.destroyChannel:
        return this.#destroy(reader);
      case Command.destroyRequest:
        return this.#channels.end(this.#readRunning(reader).ioid);
      case Command.cancelRequest:
        // The operation stays, and what it does ends by itself: nothing takes long.
        return;
      case Command.getField:
        return this.#describe(reader);
      default:
        if (OPERATIONS.has(command)) this.#operate(command, reader);
    }
  }

  /** The client hears that the PV is there no more. */
  gone(pv: ServedPv): void {
    for (const { sid, cid } of this.#channels.of(pv)) {
      this.#channels.close(sid);
      this.#outbox.sendMessage(Command.destroyChannel, (writer) => writeDestroyChannel(writer, sid, cid));
    }
  }

  drained(): void {
    this.#channels.drained();
  }

  close(): void {
    this.#channels.clear();
  }

  #create(reader: PvDataReader): void {
    const { cid, name } = readCreateChannel(reader);
    const pv = this.#find(name);
    const isRoom = this.#channels.size < MOST_CHANNELS;
    const sid = pv !== undefined && isRoom ? this.#channels.open(cid, pv).sid : 0;
    const status = sid !== 0 ? OK : isRoom ? NO_SUCH : TOO_MANY;
    this.#outbox.sendMessage(Command.createChannel, (writer) => writeChannelCreated(writer, { cid, sid, status }));
  }

  #destroy(reader: PvDataReader): void {
    const { sid, cid } = readDestroyChannel(reader);
    if (this.#channels.get(sid)?.cid !== cid) throw noChannel(sid);
    this.#channels.close(sid);
    this.#outbox.sendMessage(Command.destroyChannel, (writer) => writeDestroyChannel(writer, sid, cid));
  }

  #describe(reader: PvDataReader): void {
    const { channel, ioid } = this.#readRequest(reader);
    this.#outbox.sendMessage(Command.getField, (writer) => {
      writer.u32(ioid);
      writeStatus(writer, OK);
      writeType(writer, channel.pv.type);
    });
  }

  #operate(command: number, reader: PvDataReader): void {
    const { channel, ioid } = this.#readRequest(reader);
    const sub = reader.u8();
    if ((sub & Sub.init) !== 0) return this.#begin(command, channel, ioid, sub, reader);
    const running = this.#channels.running(ioid);
    // One that is over in the meantime: the client does not know yet.
    if (running === undefined || running.command !== command || running.sid !== channel.sid) return;
    running.operation?.request(sub, reader);
  }

  #begin(command: number, channel: Channel, ioid: number, sub: number, reader: PvDataReader): void {
    if (this.#channels.running(ioid) !== undefined) throw protocolError(`a second operation with the number ${ioid}`);
    const host = this.#host(command, channel, ioid);
    try {
      if (this.#channels.operations >= MOST_OPERATIONS) throw new Refusal(`more than ${MOST_OPERATIONS} operations`);
      const running = { sid: channel.sid, command, operation: undefined };
      this.#channels.begin(ioid, running);
      Object.assign(running, { operation: OPERATIONS.get(command)!(host, sub, reader) });
    } catch (error) {
      this.#channels.end(ioid);
      if (isUnreadable(error)) throw error;
      host.reply(sub, failure(error));
    }
  }

  #host(command: number, { pv }: Channel, ioid: number): OperationHost {
    const outbox = this.#outbox;
    const channels = this.#channels;
    return {
      pv,
      command,
      ioid,
      get isBehind() {
        return outbox.isBehind;
      },
      reply: (sub, status, body) =>
        outbox.sendMessage(command, (writer) => {
          writer.u32(ioid);
          writer.u8(sub);
          writeStatus(writer, status);
          if (isSuccess(status)) body?.(writer);
        }),
      update: (body) =>
        outbox.sendMessage(command, (writer) => {
          writer.u32(ioid);
          writer.u8(0);
          body(writer);
        }),
      end: () => channels.end(ioid),
    };
  }

  #readRequest(reader: PvDataReader): { readonly channel: Channel; readonly ioid: number } {
    const sid = reader.u32();
    const channel = this.#channels.get(sid);
    if (channel === undefined) throw noChannel(sid);
    return { channel, ioid: reader.u32() };
  }

  #readRunning(reader: PvDataReader): { readonly ioid: number } {
    reader.skip(4);
    return { ioid: reader.u32() };
  }
}

function noChannel(sid: number): Error {
  return protocolError(`there is no channel ${sid} on this connection`);
}
