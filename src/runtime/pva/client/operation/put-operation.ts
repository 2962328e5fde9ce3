import type { Io } from '../../../core/contract/seam.ts';
import { DevgenError } from '../../../core/contract/errors.ts';
import { Command } from '../../codec/message/header.ts';
import { Sub } from '../../codec/message/operation.ts';
import type { StructType } from '../../codec/type/pva-type.ts';
import { writeChanges } from '../../codec/value/codec.ts';
import { type Draft, draftOf } from '../../codec/value/draft.ts';
import { keep } from '../../codec/value/keep.ts';
import type { PvDataReader } from '../../codec/wire/reader.ts';
import { isSuccess, readStatus, type Status } from '../../codec/wire/status.ts';
import type { Wish } from '../../../core/support/call.ts';
import type { CallError } from '../call/call-error.ts';
import { closedCallError, lostCallError, remoteError } from '../call/failures.ts';
import type { Channel } from '../channel/channel.ts';
import { Operation } from './operation.ts';
import type { PvRequest } from './pv-request.ts';
import type { Session } from './session.ts';

/** What is put into a structure of this type. */
export type FieldsFor = (type: StructType) => unknown;

/**
 * The puts of one channel and request, one after the other in the order in which they were asked for. One that the
 * server may have got is never sent again.
 */
export class PutOperation extends Operation {
  readonly #request: PvRequest;
  readonly #queue = new Map<Wish, FieldsFor>();
  #executing: Wish | undefined;

  constructor(channel: Channel, request: PvRequest) {
    super(channel, Command.put);
    channel.addUser(this);
    this.#request = request;
  }

  /** Nothing waits for it, and the server has it ready. */
  get isIdle(): boolean {
    return this.session?.type !== undefined && !this.isBusy;
  }

  get hasUnsent(): boolean {
    return this.#queue.size > 0;
  }

  get isBusy(): boolean {
    return this.#executing !== undefined || this.hasUnsent;
  }

  /** `shape` makes the fields to be put of the value, when the type is known. */
  put(value: unknown, shape: (value: unknown, type: StructType) => unknown, io: Io): Promise<void> {
    return this.call('put', io, (wish) => {
      // What leaves at once need not be copied.
      const kept = this.isIdle ? value : keep(value);
      this.#queue.set(wish, (type) => shape(kept, type));
      this.channel.want();
      this.#proceed();
    });
  }

  /** Ends it on the wire; only while it is not busy. */
  end(): void {
    this.retire();
    this.channel.removeUser(this);
  }

  connected(): void {
    this.#proceed();
  }

  lost(why: CallError): void {
    this.session = undefined;
    const wish = this.#executing;
    this.#executing = undefined;
    const { source } = this.channel;
    const isClosed = why.code === 'LINK.CLOSED';
    if (wish !== undefined)
      this.#settle(wish, isClosed ? closedCallError(wish, source) : lostCallError(wish, source, why));
    if (isClosed) this.#rejectQueue((each) => closedCallError(each, source));
  }

  withdrawn(wish: Wish): void {
    this.channel.unwant();
    if (this.#queue.delete(wish)) {
      if (this.#queue.size === 0 && this.session?.type === undefined) this.retire();
      return;
    }
    this.#executing = undefined;
    this.retire();
    this.#proceed();
  }

  reply(reader: PvDataReader, session: Session): void {
    const sub = reader.u8();
    const status = readStatus(reader);
    const isInit = (sub & Sub.init) !== 0;
    if (isInit && isSuccess(status)) session.readType(reader, this.channel.host.types);
    if (session !== this.session) return;
    if (isInit) this.#begun(status);
    else this.#executed(status);
  }

  #proceed(): void {
    if (this.#queue.size === 0 || this.#executing !== undefined || !this.channel.isConnected) return;
    if (this.session === undefined) {
      this.newSession().send(Sub.init, (writer) => this.#request.write(writer));
    } else if (this.session.type !== undefined) this.#execute(this.session, this.session.type);
  }

  #execute(session: Session, type: StructType): void {
    const [wish, fieldsFor] = this.#queue.entries().next().value!;
    this.#queue.delete(wish);
    let draft: Draft;
    try {
      draft = draftOf(type, fieldsFor(type));
    } catch (error) {
      this.#settle(wish, aboutChannel(error, this.channel.source));
      return this.#proceed();
    }
    wish.isSent = true;
    this.#executing = wish;
    session.send(Sub.execute, (writer) => {
      draft.marked.write(writer);
      writeChanges(type, writer, draft.marked, draft.value);
    });
  }

  #begun(status: Status): void {
    if (isSuccess(status)) return this.#proceed();
    this.session?.forget();
    this.session = undefined;
    this.#rejectQueue((wish) => remoteError(wish.what, this.channel.source, this.channel.server, status));
  }

  #executed(status: Status): void {
    const wish = this.#executing;
    this.#executing = undefined;
    if (wish !== undefined) {
      const isDone = isSuccess(status);
      this.#settle(wish, isDone ? undefined : remoteError('put', this.channel.source, this.channel.server, status));
    }
    this.#proceed();
  }

  #rejectQueue(errorFor: (wish: Wish) => CallError): void {
    const wishes = [...this.#queue.keys()];
    this.#queue.clear();
    for (const wish of wishes) this.#settle(wish, errorFor(wish));
  }

  #settle(wish: Wish, error?: unknown): void {
    this.channel.unwant();
    if (error === undefined) wish.resolve(undefined);
    else wish.reject(error);
  }
}

/** What does not fit is an error of this PV's. */
function aboutChannel(error: unknown, source: string): unknown {
  if (!(error instanceof DevgenError)) return error;
  return new DevgenError(error.why, { ...error, about: source, source });
}
