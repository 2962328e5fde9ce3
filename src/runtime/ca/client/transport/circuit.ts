import {
  readAccessRights,
  readChannelCreated,
  writeClearChannel,
  writeCreateChannel,
} from '../../codec/message/channel.ts';
import { writeEcho, writeIdentity, writeVersion } from '../../codec/message/circuit-messages.ts';
import { Command, DYNAMIC_ARRAYS, MINOR_VERSION } from '../../codec/message/command.ts';
import type { Message } from '../../codec/message/message.ts';
import { readSearchResponse, type SoughtName, writeSearch } from '../../codec/message/search.ts';
import { readServerError } from '../../codec/message/server-error.ts';
import type { CaWriter } from '../../codec/wire/writer.ts';
import { type Endpoint, endpointText } from '../../../core/support/endpoint.ts';
import type { CallError } from '../call/call-error.ts';
import { closedError } from '../call/failures.ts';
import type { Identity } from '../identity.ts';
import type { CircuitChannel, CircuitOwner, CircuitRequest } from './circuit-party.ts';
import { lostError } from '../../../core/support/connection-failures.ts';
import { Connection, type ConnectionHandler, type ConnectionOptions } from './connection.ts';
import { Heartbeat } from './heartbeat.ts';

export interface CircuitOptions extends ConnectionOptions {
  /** Milliseconds for which the server may be silent before it is asked. */
  readonly silence: number;
  readonly identity: Identity;
}

/** The one connection to a server: its channels, and what is asked of them. */
export class Circuit implements ConnectionHandler {
  readonly where: string;
  readonly endpoint: Endpoint;
  /** Resolves when the socket is gone. */
  readonly gone: Promise<void>;
  readonly #owner: CircuitOwner;
  readonly #identity: Identity;
  readonly #connection: Connection;
  readonly #heartbeat: Heartbeat;
  readonly #channels = new Map<number, CircuitChannel>();
  readonly #requests = new Map<number, CircuitRequest>();
  readonly #holders = new Set<{ circuitOpen(circuit: Circuit): void }>();
  #lastId = 0;
  #minor: number = MINOR_VERSION;
  #ended = false;

  constructor(endpoint: Endpoint, options: CircuitOptions, owner: CircuitOwner) {
    this.where = endpointText(endpoint);
    this.endpoint = endpoint;
    this.#owner = owner;
    this.#identity = options.identity;
    this.#connection = new Connection(endpoint, options, this);
    this.#heartbeat = new Heartbeat(
      options.silence,
      () => writeEcho(this.writer),
      () => this.closed(lostError(this.where, 'it has been silent for too long')),
    );
    this.gone = this.#connection.gone;
  }

  get isOpen(): boolean {
    return this.#connection.isOpen && !this.#ended;
  }

  /** Bytes that wait to be sent. */
  get backlog(): number {
    return this.#connection.backlog;
  }

  /** Whether a count of zero asks for as many elements as there are. */
  get hasDynamicArrays(): boolean {
    return this.#minor >= DYNAMIC_ARRAYS;
  }

  /** What messages are written to; they leave together at the end of the tick. */
  get writer(): CaWriter {
    return this.#connection.writer;
  }

  /** Asks for the channel as soon as it may. */
  attach(channel: CircuitChannel): void {
    this.#channels.set(channel.cid, channel);
    if (this.isOpen) writeCreateChannel(this.writer, channel.cid, channel.name);
  }

  /** Forgets a channel, and tells the server when it has it: `sid` is its number there. */
  detach(cid: number, sid: number | undefined): void {
    if (!this.#channels.delete(cid)) return;
    if (sid !== undefined && !this.#ended) writeClearChannel(this.writer, sid, cid);
    this.#endIfUnused();
  }

  /** Keeps the connection without a channel; told when it may be used. The function returned lets go of it. */
  hold(holder: { circuitOpen(circuit: Circuit): void }): () => void {
    this.#holders.add(holder);
    if (this.isOpen) holder.circuitOpen(this);
    return () => {
      this.#holders.delete(holder);
      this.#endIfUnused();
    };
  }

  /** Gives what is asked a number that nothing else on the wire bears. */
  register(request: CircuitRequest): number {
    do this.#lastId = (this.#lastId + 1) >>> 0;
    while (this.#requests.has(this.#lastId));
    this.#requests.set(this.#lastId, request);
    return this.#lastId;
  }

  /** Nobody waits for an answer any more. */
  forget(id: number): void {
    this.#requests.delete(id);
  }

  search(name: SoughtName): void {
    writeSearch(this.writer, name);
  }

  /** Ends the connection; channels are told. */
  close(): void {
    this.#end(closedError(this.where), () => this.#connection.end());
  }

  closed(why: CallError): void {
    this.#end(why, () => this.#connection.destroy());
  }

  opened(): void {
    writeVersion(this.writer);
    writeIdentity(this.writer, this.#identity.user, this.#identity.host);
    this.#heartbeat.start();
    for (const holder of this.#holders) holder.circuitOpen(this);
    for (const { cid, name } of this.#channels.values()) writeCreateChannel(this.writer, cid, name);
  }

  heard(): void {
    this.#heartbeat.heard();
  }

  message(message: Message): void {
    switch (message.command) {
      case Command.readNotify:
      case Command.writeNotify:
      case Command.eventAdd:
        return this.#requests.get(message.p2)?.reply(message);
      case Command.accessRights:
        return this.#channels.get(message.p1)?.accessChanged(readAccessRights(message));
      case Command.createChannel:
        return this.#created(message);
      case Command.createFailed:
        return this.#dismiss(message.p1, (channel) => channel.refused());
      case Command.serverDisconnect:
        return this.#dismiss(message.p1, (channel) => channel.destroyed());
      case Command.search:
        return this.#owner.searchAnswered(readSearchResponse(message), this);
      case Command.error:
        return this.#failed(message);
      case Command.version:
        this.#minor = message.count;
        return;
      default:
      // The answers to echoes and to ended channels, and what later versions may bring.
    }
  }

  #created(message: Message): void {
    const created = readChannelCreated(message);
    const channel = this.#channels.get(created.cid);
    if (channel !== undefined) return channel.created(created);
    writeClearChannel(this.writer, created.sid, created.cid);
  }

  #dismiss(cid: number, tell: (channel: CircuitChannel) => void): void {
    const channel = this.#channels.get(cid);
    this.#channels.delete(cid);
    if (channel !== undefined) tell(channel);
    this.#endIfUnused();
  }

  #failed(message: Message): void {
    const error = readServerError(message);
    const { command, p2 } = error.request;
    const hasNumber = command === Command.readNotify || command === Command.writeNotify || command === Command.eventAdd;
    const request = hasNumber ? this.#requests.get(p2) : undefined;
    if (request !== undefined) request.refused(error);
    else this.#owner.messageReceived(this, error);
  }

  #endIfUnused(): void {
    if (this.#channels.size === 0 && this.#holders.size === 0 && !this.#ended) this.close();
  }

  #end(why: CallError, end: () => void): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#heartbeat.stop();
    end();
    const channels = [...this.#channels.values()];
    this.#channels.clear();
    this.#requests.clear();
    // First: channels that look for their server again must not find this connection.
    this.#owner.circuitLost(this);
    for (const channel of channels) channel.circuitLost(why);
  }
}
