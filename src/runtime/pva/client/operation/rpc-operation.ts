import type { Io } from '../../../core/contract/seam.ts';
import { Command } from '../../codec/message/header.ts';
import { Sub } from '../../codec/message/operation.ts';
import { readVariant, writeVariant } from '../../codec/value/any-codec.ts';
import type { PvaVariant } from '../../codec/value/pva-value.ts';
import type { PvDataReader } from '../../codec/wire/reader.ts';
import { isSuccess, readStatus } from '../../codec/wire/status.ts';
import type { Channel } from '../channel/channel.ts';
import { pvRequest } from './pv-request.ts';
import type { Session } from './session.ts';
import { SingleOperation } from './single-operation.ts';

/** One call of a service; what the server may have got is never sent again. */
export class RpcOperation extends SingleOperation<PvaVariant | null> {
  protected readonly isRepeatable = false;
  readonly #argument: PvaVariant | null;

  /** The argument must not change until the call is settled. */
  constructor(channel: Channel, argument: PvaVariant | null) {
    super(channel, Command.rpc);
    this.#argument = argument;
  }

  run(io: Io): Promise<PvaVariant | null> {
    return this.start('rpc', io);
  }

  connected(): void {
    this.newSession().send(Sub.init, (writer) => pvRequest('').write(writer));
  }

  reply(reader: PvDataReader, session: Session): void {
    const sub = reader.u8();
    const status = readStatus(reader);
    const isInit = (sub & Sub.init) !== 0;
    const result = !isInit && isSuccess(status) ? readVariant(reader) : null;
    if (session !== this.session) return;
    if (!isSuccess(status)) this.refuse(status);
    else if (isInit) this.#execute(session);
    else this.succeed(result);
  }

  #execute(session: Session): void {
    this.markSent();
    session.send(Sub.destroy, (writer) => writeVariant(writer, this.#argument));
  }
}
