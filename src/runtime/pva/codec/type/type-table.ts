import type { PvDataReader } from '../wire/reader.ts';
import { PvDataWriter } from '../wire/writer.ts';
import type { PvaType } from './pva-type.ts';
import { readType } from './type-reader.ts';
import { writeType } from './type-writer.ts';

/** A facility has dozens; a server that sends others without end must not fill the memory. */
const MOST = 4096;

/**
 * Every type once, so that ten thousand PVs of one type share it and what is compiled for it. A description that was
 * seen before is known by its bytes, without being read again.
 */
export class TypeTable {
  readonly #byBytes = new Map<string, PvaType>();
  readonly #byText = new Map<string, PvaType>();
  readonly #writer = new PvDataWriter();

  /** Reads the type description with which a message ends; `undefined` is the null type. */
  readLast(reader: PvDataReader): PvaType | undefined {
    const key = `${reader.littleEndian ? '<' : '>'}${reader.key(reader.position, reader.end)}`;
    const known = this.#byBytes.get(key);
    if (known !== undefined) {
      reader.skip(reader.remaining);
      return known;
    }
    const { uses } = reader.registry;
    const type = readType(reader);
    if (type === undefined) return undefined;
    const shared = this.shared(type);
    // A number means what the connection last gave it to.
    if (uses === reader.registry.uses && reader.remaining === 0) keep(this.#byBytes, key, shared);
    return shared;
  }

  /** The one object for all types that are alike. */
  shared(type: PvaType): PvaType {
    this.#writer.clear();
    writeType(this.#writer, type);
    const key = Buffer.from(this.#writer.written()).toString('latin1');
    const known = this.#byText.get(key);
    if (known !== undefined) return known;
    keep(this.#byText, key, type);
    return type;
  }
}

function keep(types: Map<string, PvaType>, key: string, type: PvaType): void {
  if (types.size >= MOST) types.clear();
  types.set(key, type);
}
