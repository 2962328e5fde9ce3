import { Command } from '../../codec/message/header.ts';
import { Sub } from '../../codec/message/operation.ts';
import { writeVariant } from '../../codec/value/any-codec.ts';
import { readChanges } from '../../codec/value/codec.ts';
import type { PvaStruct, PvaVariant } from '../../codec/value/pva-value.ts';
import { BitSet } from '../../codec/wire/bit-set.ts';
import type { PvDataReader } from '../../codec/wire/reader.ts';
import { isSuccess, readStatus, type Status } from '../../codec/wire/status.ts';
import type { Io } from '../../../core/contract/seam.ts';
import type { Call } from '../../../core/support/call.ts';
import type { CallError } from '../call/call-error.ts';
import { closedCallError, remoteError } from '../call/failures.ts';
import type { Channel } from '../channel/channel.ts';
import type { PvaData } from './data.ts';
import { Operation } from './operation.ts';
import type { Session } from './session.ts';

/**
 * The gets of one channel and request. It is begun once and then executed again and again, never twice at a time: pvxs
 * answers only one of two. Who asks meanwhile is answered by the next execution, together.
 */
export class GetOperation extends Operation {
  readonly #request: PvaVariant;
  #waiting = new Set<Call>();
  #executing = new Set<Call>();

  constructor(channel: Channel, request: PvaVariant) {
    super(channel, Command.get);
    this.#request = request;
  }

  get(io: Io): Promise<PvaData> {
    return this.call('get', io, (call) => {
      this.#waiting.add(call);
      this.channel.want();
      this.#proceed();
    });
  }

  connected(): void {
    this.#proceed();
  }

  /** What was not answered is asked again: a get changes nothing. */
  lost(why: CallError): void {
    this.session = undefined;
    for (const call of this.#executing) this.#waiting.add(call);
    this.#executing.clear();
    if (why.code === 'LINK.CLOSED') this.#rejectAll((call) => closedCallError(call, this.channel.source));
  }

  withdrawn(call: Call): void {
    const wasExecuting = this.#executing.delete(call);
    this.#waiting.delete(call);
    this.channel.unwant();
    // One that never answers must not be waited for by those who come later.
    const isStuck = this.session?.type === undefined ? this.#waiting.size === 0 : wasExecuting;
    if (this.#executing.size === 0 && isStuck) {
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

  #proceed(): void {
    if (this.#waiting.size === 0 || !this.channel.isConnected) return;
    if (this.session === undefined) {
      this.newSession().send(Sub.init, (writer) => writeVariant(writer, this.#request));
    } else if (this.session.type !== undefined && this.#executing.size === 0) this.#execute(this.session);
  }

  #execute(session: Session): void {
    for (const call of this.#waiting) call.isSent = true;
    // Those who were executed are settled: their set is free.
    [this.#waiting, this.#executing] = [this.#executing, this.#waiting];
    session.send(Sub.execute);
  }

  #begun(status: Status): void {
    if (isSuccess(status)) return this.#proceed();
    this.session?.forget();
    this.session = undefined;
    this.#rejectAll((call) => remoteError(call.what, this.channel.source, this.channel.server, status));
  }

  #executed(status: Status, data: PvaData | undefined): void {
    const calls = [...this.#executing];
    this.#executing.clear();
    for (const call of calls) {
      this.channel.unwant();
      if (data !== undefined) call.resolve(data);
      else call.reject(remoteError(call.what, this.channel.source, this.channel.server, status));
    }
    this.#proceed();
  }

  #rejectAll(errorFor: (call: Call) => CallError): void {
    const calls = [...this.#waiting];
    this.#waiting.clear();
    for (const call of calls) {
      this.channel.unwant();
      call.reject(errorFor(call));
    }
  }
}

function readData(reader: PvDataReader, { type }: Session): PvaData | undefined {
  if (type === undefined) return undefined;
  const sent = BitSet.read(reader, type.bits);
  const value = readChanges(type, reader, sent) as PvaStruct;
  return { type, value, sent };
}
