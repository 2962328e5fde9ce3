import { readAclChange, readChannelCreated, readDestroyChannel } from '../../codec/message/channel.ts';
import { writeCreateChannel, writeDestroyChannel } from '../../codec/message/channel.ts';
import { Command, writeMessage } from '../../codec/message/header.ts';
import { readMessage, writeRequestId } from '../../codec/message/operation.ts';
import { readSearchResponse, type Search, writeSearch } from '../../codec/message/search.ts';
import {
  readValidationRequest,
  type ValidationReply,
  type ValidationRequest,
  writeValidationReply,
} from '../../codec/message/validation.ts';
import type { PvDataReader } from '../../codec/wire/reader.ts';
import { isSuccess, readStatus } from '../../codec/wire/status.ts';
import type { PvDataWriter } from '../../codec/wire/writer.ts';
import { type Endpoint, endpointText } from '../address/endpoint.ts';
import type { CallError } from '../call/call-error.ts';
import { closedError } from '../call/failures.ts';
import type { CircuitChannel, CircuitOperation, CircuitOwner } from './circuit-party.ts';
import { lostError } from '../../../core/support/connection-failures.ts';
import { Connection, type ConnectionHandler, type ConnectionOptions } from './connection.ts';
import { Heartbeat } from './heartbeat.ts';
import { Operations } from './operations.ts';

export interface CircuitOptions extends ConnectionOptions {
  /** Milliseconds for which the server may be silent. */
  readonly silence: number;
  /** How to answer when it asks who we are. */
  readonly introduce: (request: ValidationRequest) => ValidationReply;
}

/** The one connection to a server: its channels, and what is asked of them. */
export class Circuit implements ConnectionHandler {
  readonly where: string;
  readonly endpoint: Endpoint;
  /** Resolves when the socket is gone. */
  readonly gone: Promise<void>;
  readonly #owner: CircuitOwner;
  readonly #introduce: CircuitOptions['introduce'];
  readonly #connection: Connection;
  readonly #heartbeat: Heartbeat;
  readonly #channels = new Map<number, CircuitChannel>();
  readonly #operations = new Operations();
  readonly #holders = new Set<{ circuitOpen(circuit: Circuit): void }>();
  #method = '';
  #isOpen = false;
  #ended = false;

  constructor(endpoint: Endpoint, options: CircuitOptions, owner: CircuitOwner) {
    this.where = endpointText(endpoint);
    this.endpoint = endpoint;
    this.#owner = owner;
    this.#introduce = options.introduce;
    this.#connection = new Connection(endpoint, options, this);
    this.#heartbeat = new Heartbeat(
      options.silence,
      () => this.send(Command.echo),
      () => this.closed(lostError(this.where, 'it has been silent for too long')),
    );
    this.gone = this.#connection.gone;
  }

  /** Whether the server has accepted who we are: nothing may be asked before. */
  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** Bytes that wait to be sent. */
  get backlog(): number {
    return this.#connection.backlog;
  }

  /** What messages are written to; they leave together at the end of the tick. */
  get writer(): PvDataWriter {
    return this.#connection.writer;
  }

  /** Throws what `payload` throws, and then has sent nothing. */
  send(command: number, payload?: (writer: PvDataWriter) => void): void {
    writeMessage(this.#connection.writer, command, payload);
  }

  /** Asks for the channel as soon as it may. */
  attach(channel: CircuitChannel): void {
    this.#channels.set(channel.cid, channel);
    if (this.#isOpen) this.#create(channel);
  }

  /** Forgets a channel, and tells the server when it has it: `sid` is its number there. */
  detach(cid: number, sid: number | undefined): void {
    if (!this.#channels.delete(cid)) return;
    if (sid !== undefined && !this.#ended) {
      this.send(Command.destroyChannel, (writer) => writeDestroyChannel(writer, sid, cid));
    }
    this.#endIfUnused();
  }

  /** Keeps the connection without a channel; told when it may be used. The function returned lets go of it. */
  hold(holder: { circuitOpen(circuit: Circuit): void }): () => void {
    this.#holders.add(holder);
    if (this.#isOpen) holder.circuitOpen(this);
    return () => {
      this.#holders.delete(holder);
      this.#endIfUnused();
    };
  }

  /** Gives an operation its number. */
  register(operation: CircuitOperation): number {
    return this.#operations.add(operation);
  }

  /** Ends an operation; what may still come of it is read and dropped. */
  retire(ioid: number, sid: number): void {
    this.#operations.retire(ioid);
    this.send(Command.destroyRequest, (writer) => writeRequestId(writer, sid, ioid));
  }

  /** Nothing of the operation can come any more. */
  forget(ioid: number): void {
    this.#operations.delete(ioid);
  }

  search(search: Search): void {
    this.send(Command.search, (writer) => writeSearch(writer, search));
  }

  /** Ends the connection; channels are told. */
  close(): void {
    this.#end(closedError(this.where), () => this.#connection.end());
  }

  closed(why: CallError): void {
    this.#end(why, () => this.#connection.destroy());
  }

  heard(): void {
    this.#heartbeat.heard();
  }

  message(command: number, reader: PvDataReader): void {
    switch (command) {
      case Command.get:
      case Command.put:
      case Command.monitor:
      case Command.rpc:
      case Command.getField:
        return this.#operations.reply(reader.u32(), reader, command !== Command.getField);
      case Command.createChannel:
        return this.#created(reader);
      case Command.destroyChannel:
        return this.#destroyed(readDestroyChannel(reader).cid);
      case Command.aclChange:
        return this.#accessChanged(reader);
      case Command.searchResponse:
        return this.#owner.searchAnswered(readSearchResponse(reader), this.endpoint.host, this);
      case Command.message:
        return this.#owner.messageReceived(this, readMessage(reader));
      case Command.connectionValidation:
        return this.#validate(readValidationRequest(reader));
      case Command.connectionValidated:
        return this.#validated(reader);
      default:
      // Beacons, the answers to echoes, and what later versions may bring.
    }
  }

  #validate(request: ValidationRequest): void {
    const reply = this.#introduce(request);
    this.#method = reply.method;
    this.send(Command.connectionValidation, (writer) => writeValidationReply(writer, reply));
  }

  #validated(reader: PvDataReader): void {
    const status = readStatus(reader);
    if (!isSuccess(status)) this.#owner.notBelieved(this, this.#method, status);
    if (this.#isOpen) return;
    this.#isOpen = true;
    this.#heartbeat.start();
    for (const holder of this.#holders) holder.circuitOpen(this);
    for (const channel of this.#channels.values()) this.#create(channel);
  }

  #create({ cid, name }: CircuitChannel): void {
    this.send(Command.createChannel, (writer) => writeCreateChannel(writer, cid, name));
  }

  #created(reader: PvDataReader): void {
    const created = readChannelCreated(reader);
    const channel = this.#channels.get(created.cid);
    if (!isSuccess(created.status)) this.#channels.delete(created.cid);
    if (channel !== undefined) channel.created(created);
    else if (isSuccess(created.status)) {
      const { sid, cid } = created;
      this.send(Command.destroyChannel, (writer) => writeDestroyChannel(writer, sid, cid));
    }
    this.#endIfUnused();
  }

  #destroyed(cid: number): void {
    const channel = this.#channels.get(cid);
    this.#channels.delete(cid);
    channel?.destroyed();
    this.#endIfUnused();
  }

  #accessChanged(reader: PvDataReader): void {
    const { cid, rights } = readAclChange(reader);
    this.#channels.get(cid)?.accessChanged(rights);
  }

  #endIfUnused(): void {
    if (this.#channels.size === 0 && this.#holders.size === 0 && !this.#ended) this.close();
  }

  #end(why: CallError, end: () => void): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#isOpen = false;
    this.#heartbeat.stop();
    end();
    const channels = [...this.#channels.values()];
    this.#channels.clear();
    // First: channels that look for their server again must not find this connection.
    this.#owner.circuitLost(this);
    for (const channel of channels) channel.circuitLost(why);
  }
}
