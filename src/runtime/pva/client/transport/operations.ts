import { protocolError } from '../../codec/protocol-error.ts';
import { Sub } from '../../codec/message/operation.ts';
import { readType } from '../../codec/type/type-reader.ts';
import type { PvDataReader } from '../../codec/wire/reader.ts';
import { isSuccess, readStatus } from '../../codec/wire/status.ts';
import type { CircuitOperation } from './circuit-party.ts';

/** Ended operations of which something may still come; a server that ends them silently says nothing more. */
const MOST_RETIRED = 1000;

/** The operations of one connection, by the numbers that the wire has for them. */
export class Operations {
  readonly #operations = new Map<number, CircuitOperation>();
  readonly #retired = new Set<number>();
  #lastId = 0;

  /** A number that no operation on the wire bears. */
  add(operation: CircuitOperation): number {
    do this.#lastId = (this.#lastId + 1) >>> 0 || 1;
    while (this.#operations.has(this.#lastId));
    this.#operations.set(this.#lastId, operation);
    return this.#lastId;
  }

  delete(id: number): void {
    this.#operations.delete(id);
    this.#retired.delete(id);
  }

  /**
   * An answer that is under way may define the number of a type, which later answers refer to: it is read like any other,
   * and the operation drops it.
   */
  retire(id: number): void {
    if (!this.#operations.has(id)) return;
    this.#retired.add(id);
    if (this.#retired.size <= MOST_RETIRED) return;
    const [oldest] = this.#retired;
    this.delete(oldest!);
  }

  reply(id: number, reader: PvDataReader, hasSub: boolean): void {
    const operation = this.#operations.get(id);
    if (operation === undefined) return drain(reader, hasSub);
    operation.reply(reader);
  }
}

/** Of an operation that nobody knows any more, the types that it defines: those in the answer to its beginning. */
function drain(reader: PvDataReader, hasSub: boolean): void {
  if (hasSub && (reader.u8() & Sub.init) === 0) return;
  if (!isSuccess(readStatus(reader)) || reader.remaining === 0) return;
  try {
    readType(reader);
  } catch (error) {
    throw protocolError('the answer to an operation that was given up cannot be read', error);
  }
}
