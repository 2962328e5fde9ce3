import type { Io } from '../../../core/contract/seam.ts';
import { Command } from '../../codec/message/header.ts';
import { writeGetField } from '../../codec/message/operation.ts';
import type { StructType } from '../../codec/type/pva-type.ts';
import type { PvDataReader } from '../../codec/wire/reader.ts';
import { isSuccess, readStatus } from '../../codec/wire/status.ts';
import type { Channel } from '../channel/channel.ts';
import type { Session } from './session.ts';
import { SingleOperation } from './single-operation.ts';

/** Asks for the type of a PV, and for no value. */
export class GetFieldOperation extends SingleOperation<StructType> {
  protected readonly isRepeatable = true;

  constructor(channel: Channel) {
    super(channel, Command.getField);
  }

  run(io: Io): Promise<StructType> {
    return this.start('introspect', io);
  }

  connected(): void {
    this.markSent();
    this.newSession().ask(writeGetField);
  }

  reply(reader: PvDataReader, session: Session): void {
    const status = readStatus(reader);
    const type = isSuccess(status) ? session.readType(reader, this.channel.host.types) : undefined;
    if (session !== this.session) return;
    if (type === undefined) this.refuse(status);
    else this.succeed(type);
  }
}
