import { protocolError } from '../../codec/protocol-error.ts';
import { writeBareOperation, writeOperation } from '../../codec/message/operation.ts';
import type { StructType } from '../../codec/type/pva-type.ts';
import type { TypeTable } from '../../codec/type/type-table.ts';
import type { PvDataReader } from '../../codec/wire/reader.ts';
import type { PvDataWriter } from '../../codec/wire/writer.ts';
import type { Channel } from '../channel/channel.ts';
import type { Circuit } from '../transport/circuit.ts';
import type { CircuitOperation } from '../transport/circuit-party.ts';

/** Whose answers a session brings. */
export interface SessionUser {
  /** Reads all of the answer, also one that comes too late, and heeds it only when the session is its current one. */
  reply(reader: PvDataReader, session: Session): void;
}

/** An operation as the server has it: from its beginning until it is ended, or the channel is lost. */
export class Session implements CircuitOperation {
  /** What the server said of the values that are to come. */
  type: StructType | undefined;
  readonly #user: SessionUser;
  readonly #command: number;
  readonly #circuit: Circuit;
  readonly #sid: number;
  readonly #ioid: number;

  /** The channel must be connected. */
  constructor(channel: Channel, command: number, user: SessionUser) {
    this.#user = user;
    this.#command = command;
    this.#circuit = channel.circuit!;
    this.#sid = channel.sid;
    this.#ioid = this.#circuit.register(this);
  }

  reply(reader: PvDataReader): void {
    this.#user.reply(reader, this);
  }

  /** Sends what says no more than this. */
  tell(sub: number): void {
    writeBareOperation(this.#circuit.writer, this.#command, this.#sid, this.#ioid, sub);
  }

  /** Throws what `payload` throws, and then has sent nothing. */
  send(sub: number, payload: (writer: PvDataWriter) => void): void {
    this.#circuit.send(this.#command, (writer) => {
      writeOperation(writer, this.#sid, this.#ioid, sub);
      payload(writer);
    });
  }

  /** Sends what has no parts: one question, one answer. */
  ask(payload: (writer: PvDataWriter, sid: number, ioid: number) => void): void {
    this.#circuit.send(this.#command, (writer) => payload(writer, this.#sid, this.#ioid));
  }

  /** Reads the type description with which the answer to a beginning ends. */
  readType(reader: PvDataReader, types: TypeTable): StructType {
    const type = types.readLast(reader);
    if (type?.kind !== 'struct') throw protocolError('a PV that is no structure');
    this.type = type;
    return type;
  }

  /** Ends it while the server may still answer. */
  retire(): void {
    this.#circuit.retire(this.#ioid, this.#sid);
  }

  /** The server has ended it with its last answer. */
  forget(): void {
    this.#circuit.forget(this.#ioid);
  }
}
