import { parsePvRequest } from '../../codec/message/pv-request.ts';
import { writeVariant } from '../../codec/value/any-codec.ts';
import type { PvaVariant } from '../../codec/value/pva-value.ts';
import { PvDataWriter } from '../../codec/wire/writer.ts';

/** A program has a handful; one that makes others without end must not fill the memory. */
const MOST = 1000;

/** What is wanted of a PV, as it is sent: made once, however many channels are asked for it. */
export class PvRequest {
  readonly #variant: PvaVariant;
  #little: Uint8Array | undefined;
  #big: Uint8Array | undefined;

  constructor(text: string) {
    this.#variant = parsePvRequest(text);
  }

  write(writer: PvDataWriter): void {
    const bytes = writer.littleEndian ? (this.#little ??= this.#encode(true)) : (this.#big ??= this.#encode(false));
    writer.raw(bytes);
  }

  #encode(littleEndian: boolean): Uint8Array {
    const writer = new PvDataWriter(littleEndian);
    writeVariant(writer, this.#variant);
    return writer.written().slice();
  }
}

const requests = new Map<string, PvRequest>();

/** The request of a text, {@link parsePvRequest}; `VALUE.TYPE` for one that is none. */
export function pvRequest(text: string): PvRequest {
  const known = requests.get(text);
  if (known !== undefined) return known;
  const request = new PvRequest(text);
  if (requests.size >= MOST) requests.clear();
  requests.set(text, request);
  return request;
}
