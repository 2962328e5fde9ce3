import { Command } from '../../codec/message/header.ts';
import { Sub } from '../../codec/message/operation.ts';
import { readChanges } from '../../codec/value/codec.ts';
import type { PvaStruct } from '../../codec/value/pva-value.ts';
import { BitSet } from '../../codec/wire/bit-set.ts';
import type { PvDataReader } from '../../codec/wire/reader.ts';
import { isSuccess, readStatus, type Status } from '../../codec/wire/status.ts';
import type { Io } from '../../../core/contract/seam.ts';
import type { Asked } from '../../../core/support/bulk-get.ts';
import type { Wish } from '../../../core/support/call.ts';
import type { CallError } from '../call/call-error.ts';
import { closedCallError, remoteError } from '../call/failures.ts';
import type { Channel } from '../channel/channel.ts';
import type { PvaData } from './data.ts';
import { Operation } from './operation.ts';
import type { PvRequest } from './pv-request.ts';
import type { Session } from './session.ts';

/** Never added to. */
const NONE: Wish[] = [];

/**
 * The gets of one channel and request. It is begun once and then executed again and again, never twice at a time: pvxs
 * answers only one of two. Who asks meanwhile is answered by the next execution, together.
 */
export class GetOperation extends Operation implements Asked<PvaData> {
  readonly #request: PvRequest;
  #waiting: Wish[] = NONE;
  #executing: Wish[] = NONE;

  constructor(channel: Channel, request: PvRequest) {
    super(channel, Command.get);
    this.#request = request;
    channel.addUser(this);
  }

  get(io: Io): Promise<PvaData> {
    return this.call('get', io, (wish) => this.#take(wish));
  }

  ask(wish: Wish): void {
    this.#take(wish);
  }

  connected(): void {
    this.#proceed();
  }

  /** What was not answered is asked again: a get changes nothing. */
  lost(why: CallError): void {
    this.session = undefined;
    this.#waiting = [...this.#executing, ...this.#waiting];
    this.#executing = NONE;
    if (why.code === 'LINK.CLOSED') this.#rejectAll((wish) => closedCallError(wish, this.channel.source));
  }

  withdrawn(wish: Wish): void {
    const wasExecuting = this.#executing.includes(wish);
    this.#executing = without(this.#executing, wish);
    this.#waiting = without(this.#waiting, wish);
    this.channel.unwant();
    // One that never answers must not be waited for by those who come later.
    const isStuck = this.session?.type === undefined ? this.#waiting.length === 0 : wasExecuting;
    if (this.#executing.length === 0 && isStuck) {
      this.retire();
      this.#proceed();
    }
  }

  reply(reader: PvDataReader, session: Session): void {
    const sub = reader.u8();
    const status = readStatus(reader);
    const isCurrent = session === this.session;
    if ((sub & Sub.init) !== 0) {
      if (isSuccess(status)) session.readType(reader, this.channel.host.types);
      if (isCurrent) this.#begun(status);
      return;
    }
    const data = isSuccess(status) ? readData(reader, session) : undefined;
    if (isCurrent) this.#executed(status, data);
  }

  #take(wish: Wish): void {
    if (this.#waiting.length === 0) this.#waiting = [wish];
    else this.#waiting.push(wish);
    this.channel.want();
    this.#proceed();
  }

  #proceed(): void {
    if (this.#waiting.length === 0 || !this.channel.isConnected) return;
    if (this.session === undefined) {
      this.newSession().send(Sub.init, (writer) => this.#request.write(writer));
    } else if (this.session.type !== undefined && this.#executing.length === 0) this.#execute(this.session);
  }

  #execute(session: Session): void {
    this.#executing = this.#waiting;
    this.#waiting = NONE;
    for (const wish of this.#executing) wish.isSent = true;
    session.tell(Sub.execute);
  }

  #begun(status: Status): void {
    if (isSuccess(status)) return this.#proceed();
    this.session?.forget();
    this.session = undefined;
    this.#rejectAll((wish) => remoteError(wish.what, this.channel.source, this.channel.server, status));
  }

  #executed(status: Status, data: PvaData | undefined): void {
    const wishes = this.#executing;
    this.#executing = NONE;
    for (const wish of wishes) {
      this.channel.unwant();
      if (data !== undefined) wish.resolve(data);
      else wish.reject(remoteError(wish.what, this.channel.source, this.channel.server, status));
    }
    this.#proceed();
  }

  #rejectAll(errorFor: (wish: Wish) => CallError): void {
    const wishes = this.#waiting;
    this.#waiting = NONE;
    for (const wish of wishes) {
      this.channel.unwant();
      wish.reject(errorFor(wish));
    }
  }
}

function without(wishes: Wish[], wish: Wish): Wish[] {
  return wishes.includes(wish) ? wishes.filter((each) => each !== wish) : wishes;
}

function readData(reader: PvDataReader, { type }: Session): PvaData | undefined {
  if (type === undefined) return undefined;
  const sent = BitSet.read(reader, type.bits);
  const value = readChanges(type, reader, sent) as PvaStruct;
  return { type, value, sent };
}
