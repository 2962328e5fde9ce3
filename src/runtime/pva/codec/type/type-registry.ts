import { protocolError } from '../protocol-error.ts';
import type { PvaType } from './pva-type.ts';

/** The descriptions that one side of a connection gave numbers to; a number may be given anew. */
export class TypeRegistry {
  /** Times that a number was given or referred to. */
  uses = 0;
  readonly #types = new Map<number, PvaType>();

  define(id: number, type: PvaType): void {
    this.uses += 1;
    this.#types.set(id, type);
  }

  get(id: number): PvaType {
    this.uses += 1;
    const type = this.#types.get(id);
    if (type === undefined) throw protocolError(`the description ${id} was not sent before it was referred to`);
    return type;
  }
}
