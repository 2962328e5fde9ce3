import type { CdrReader, CdrWriter } from '@devgen/runtime/tango/codec';

/** Who calls. */
export interface Caller {
  /** Address of the client's host. */
  readonly host: string;
}

/** Writes the result of a call. */
export type Answer = (writer: CdrWriter) => void;

/** What calls of one object end up at. */
export interface Servant {
  /**
   * Reads the parameters before it returns. A {@link UserException} or {@link SystemException}, thrown or rejected
   * with, becomes the reply.
   */
  invoke(operation: string, parameters: CdrReader, caller: Caller): Answer | Promise<Answer>;
}

/** The objects behind one address, by their keys. */
export class ObjectAdapter {
  readonly #servants = new Map<string, Servant>();

  add(key: Uint8Array, servant: Servant): void {
    this.#servants.set(textOf(key), servant);
  }

  remove(key: Uint8Array): void {
    this.#servants.delete(textOf(key));
  }

  find(key: Uint8Array): Servant | undefined {
    return this.#servants.get(textOf(key));
  }
}

function textOf(key: Uint8Array): string {
  return Buffer.from(key.buffer, key.byteOffset, key.byteLength).toString('latin1');
}
