import type { CdrReader } from '../../codec/cdr-reader.ts';
import { MessageType, readReplyHeader, ReplyStatus } from '../../codec/giop.ts';
import { type Endpoint, readIor } from '../../codec/ior.ts';
import { protocolError } from '../../codec/protocol-error.ts';
import type { Call, CallCarrier } from './call.ts';
import { CallBook } from './call-book.ts';
import type { CallError } from './call-error.ts';
import {
  alwaysClosesError,
  closedError,
  lostError,
  notConnectedError,
  refusedError,
  unresponsiveError,
} from './circuit-error.ts';
import { type CircuitOptions, DEFAULTS, MAX_REISSUES, SHORT_LIVED } from './circuit-options.ts';
import type { CircuitOwner } from './circuit-owner.ts';
import { type CircuitState, CircuitStatus } from './circuit-status.ts';
import type { ConnectionHandler } from './connection.ts';
import { ConnectionSlot } from './connection-slot.ts';
import { decodeReply } from './reply.ts';
import { Silence } from './silence.ts';
import { SweepTimer } from '../../../core/support/sweep-timer.ts';

/** All calls to one server process, over one connection at a time, made when needed. */
export class Circuit implements CallCarrier, ConnectionHandler {
  readonly where: string;
  readonly endpoint: Endpoint;
  readonly #options: Required<CircuitOptions>;
  readonly #owner: CircuitOwner;
  readonly #calls = new CallBook();
  readonly #silence: Silence;
  readonly #timer = new SweepTimer(() => setImmediate(() => this.#sweep(performance.now()))); // after what arrived
  readonly #status = new CircuitStatus();
  readonly #slot = new ConnectionSlot();
  #closed = false;

  constructor(endpoint: Endpoint, options: CircuitOptions, owner: CircuitOwner) {
    this.where = `${endpoint.host}:${endpoint.port}`;
    this.endpoint = endpoint;
    this.#options = { ...DEFAULTS, ...options };
    this.#silence = new Silence(this.#options);
    this.#owner = owner;
  }

  get state(): CircuitState {
    return this.#status.state;
  }

  /** Whether nothing would be missed if it were forgotten. */
  get isUnused(): boolean {
    const isRefusing = this.#status.refusal(performance.now()) !== undefined;
    return this.#slot.current === undefined && this.#isIdle && !isRefusing;
  }

  onState(on: (state: CircuitState) => void): () => void {
    return this.#status.watch(on);
  }

  submit(call: Call): void {
    const now = performance.now();
    const why = this.#status.refusal(now);
    call.carrier = this;
    call.id = 0;
    if (call.isAborted) call.reject(call.abortError(this.where));
    else if (this.#closed) call.reject(closedError(call, this.where));
    else if (call.until <= now) call.reject(call.timeoutError(this.where));
    else if (why !== undefined) this.#owner.failed(call, refusedError(why));
    else this.#accept(call, now);
  }

  /** Ends the connection, unless a call or a watcher needs it. */
  release(): void {
    if (this.#slot.current === undefined || !this.#isIdle) return;
    this.#timer.clear();
    this.#slot.drop();
    this.#status.set({ state: 'idle' });
  }

  close(): Promise<void> {
    this.#closed = true;
    this.#timer.clear();
    this.#slot.drop();
    for (const call of [...this.#calls.takeSent(), ...this.#calls.takeQueue()]) {
      call.reject(closedError(call, this.where));
    }
    this.#status.set({ state: 'idle' });
    this.#status.unwatchAll();
    return this.#slot.gone;
  }

  /** The signal of one of the calls aborted: its deadline, or its caller. */
  aborted(call: Call): void {
    const error = call.abortError(this.where);
    if (error.code === 'CALL.TIMEOUT') return this.#expire(call, performance.now());
    this.#withdraw(call);
    call.reject(error);
  }

  opened(): void {
    this.#silence.reset();
    this.#status.set({ state: 'open' });
    this.#pump();
  }

  heard(): void {
    this.#silence.heard();
    this.#status.heard();
  }

  wanted(id: number): boolean {
    return this.#calls.isSent(id);
  }

  drained(): void {
    this.#pump();
  }

  message(type: number, minor: number, reader: CdrReader): void {
    if (type === MessageType.reply) this.#reply(minor, reader);
    else if (type === MessageType.closeConnection) this.#closedByServer();
    else if (type === MessageType.messageError) throw protocolError('the server did not understand a request');
    else if (type !== MessageType.locateReply) throw protocolError(`a message of type ${type} from a server`);
  }

  closed(why: CallError): void {
    this.#slot.drop();
    const neverThere = why.completed === 'NO';
    const queued = this.#calls.takeQueue();
    // Where nothing listens one is told so in no time: only what cost a deadline is not tried again for a while.
    if (why.code === 'CONNECT.TIMEOUT') this.#status.refuse(why, this.#options.retryAfter);
    this.#status.set({ state: 'lost', why });
    for (const call of this.#calls.takeSent()) call.reject(lostError(call, why));
    for (const call of queued) {
      if (neverThere) this.#owner.failed(call, refusedError(why));
      else this.submit(call);
    }
  }

  #accept(call: Call, now: number): void {
    if (this.#hasRoom()) this.#send(call, now);
    else {
      this.#calls.enqueue(call);
      if (this.#slot.current === undefined) this.#connect();
    }
    this.#timer.arm(Math.min(call.until, now + this.#silence.patience), now);
  }

  #connect(): void {
    this.#slot.connect(this.endpoint, this.#options.connectTimeout, this);
    this.#status.set({ state: 'connecting' });
  }

  get #isIdle(): boolean {
    return this.#calls.sentCount === 0 && this.#calls.queue.size === 0 && !this.#status.isWatched;
  }

  #hasRoom(): boolean {
    return this.#slot.hasRoom && this.#calls.sentCount < this.#options.maxInFlight;
  }

  #pump(): void {
    const now = performance.now();
    for (const call of this.#calls.queue) {
      if (!this.#hasRoom()) return;
      this.#send(call, now);
    }
  }

  #send(call: Call, now: number): void {
    const id = this.#calls.newId();
    try {
      this.#slot.current?.request(id, call);
    } catch (error) {
      this.#calls.withdraw(call);
      return call.reject(error);
    }
    if (this.#calls.sentCount === 0) this.#silence.begin(now);
    this.#calls.send(call, id);
  }

  #reply(minor: number, reader: CdrReader): void {
    const { id, status } = readReplyHeader(reader, minor);
    const call = this.#calls.answer(id);
    if (call === undefined) return;
    try {
      if (status === ReplyStatus.locationForward || status === ReplyStatus.locationForwardPermanent) {
        this.#owner.forwarded(call, readIor(reader));
      } else call.resolve(decodeReply(status, reader, call.decode, call.operation, this.where));
    } catch (error) {
      call.reject(error);
    }
    if (this.#calls.queue.size > 0) this.#pump();
  }

  /** GIOP promises that what was not answered before this message was not looked at either. */
  #closedByServer(): void {
    const age = performance.now() - (this.#slot.drop()?.openedAt ?? 0);
    const calls = [...this.#calls.takeSent(), ...this.#calls.takeQueue()];
    this.#status.set({ state: 'idle' });
    for (const call of calls) {
      if (call.id !== 0 && ++call.reissues > MAX_REISSUES) call.reject(alwaysClosesError(call, this.where));
      else this.submit(call);
    }
    // An idle connection and a server that shuts down end alike: who watches wants to know which it was.
    if (this.#slot.current === undefined && this.#status.isWatched && age > SHORT_LIVED) this.#connect();
  }

  /**
   * Takes a call back; the late reply of one that was sent is dropped. The server is not told: omniORB, on which every
   * C++ and Python server stands, may loop for ever over a CancelRequest and never answer on this connection again.
   */
  #withdraw(call: Call): void {
    if (this.#calls.withdraw(call)) this.#pump();
  }

  #expire(call: Call, now: number): void {
    // One of several that the first took with it.
    if (!this.#calls.holds(call)) return;
    const wasSent = call.id !== 0;
    this.#withdraw(call);
    const isConnecting = this.#slot.current !== undefined && !this.#slot.current.isOpen;
    call.reject(isConnecting ? notConnectedError(call, this.where) : call.timeoutError(this.where));
    if (wasSent && this.#silence.isProven(now)) this.#unresponsive();
  }

  #sweep(now: number): void {
    if (this.#calls.sentCount > 0 && this.#silence.probe(now)) this.#slot.current?.probe(this.#calls.newId());
    for (const call of this.#calls.expired(now)) this.#expire(call, now);
    const firstReplyBy = this.#silence.firstReplyBy();
    if (this.#calls.sentCount > 0 && now >= firstReplyBy) this.#unresponsive();
    const mayBeSilent = this.#calls.sentCount > 0 ? Math.min(this.#silence.nextProbe(), firstReplyBy) : Infinity;
    const next = Math.min(this.#calls.earliest(), mayBeSilent);
    if (next < Infinity) this.#timer.arm(next, now);
  }

  /** One deadline was spent on a hung server: the other calls need not spend theirs. */
  #unresponsive(): void {
    const { everHeard } = this.#silence;
    const why = unresponsiveError(this.where, everHeard);
    this.#status.refuse(why, this.#options.retryAfter);
    // One that did answer once may come back: what it was sent is left to it.
    const sent = everHeard ? [] : this.#calls.takeSent();
    const queued = this.#calls.takeQueue();
    if (!everHeard) this.#slot.drop();
    this.#status.set({ state: 'lost', why });
    for (const call of sent) call.reject(lostError(call, why));
    for (const call of queued) this.#owner.failed(call, refusedError(why));
  }
}
