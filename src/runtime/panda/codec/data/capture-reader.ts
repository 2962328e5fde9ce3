import { protocolError } from '../protocol-error.ts';
import type { CaptureHandler } from './capture-handler.ts';
import type { CaptureHeader } from './capture-header.ts';
import type { CaptureOptions } from './capture-options.ts';
import { type CaptureEnd, isEndLine, parseEnd } from './end-reason.ts';
import { FrameBuffer } from './frame-buffer.ts';
import { HeaderLines } from './header-lines.ts';
import { SampleRest } from './sample-rest.ts';
import { bytesFromBase64, samplesFromAscii } from './sample-text.ts';
import { Scratch } from './scratch.ts';

/** A mark and a length. */
const FRAME_HEAD = 8;
/** Raw frames of the server have 2 MiB at most, scaled ones 64 KiB. */
const LONGEST_FRAME = 16 * 1024 * 1024;
const LONGEST_END = 120;
const END_BYTE = 0x45;

/**
 * Bytes of the data port to headers, samples and ends. Text and binary share one stream, so nothing is decoded before
 * its place says that it is text. Bytes are written to {@link space}: those of a frame go where they stay.
 */
export class CaptureReader {
  readonly #handler: CaptureHandler;
  readonly #options: Required<Pick<CaptureOptions, 'format' | 'header' | 'status'>>;
  readonly #scratch = new Scratch();
  readonly #lines = new HeaderLines();
  readonly #rest = new SampleRest();
  #state: 'reply' | 'header' | 'body';
  #header: CaptureHeader | undefined;
  #frame: FrameBuffer | undefined;
  #longest = 0;
  #isOpen = false;
  #isDirect = false;

  constructor(options: CaptureOptions, handler: CaptureHandler) {
    this.#handler = handler;
    const { format = 'framed', header = 'xml', status = true } = options;
    // Where nothing says how long a sample is, no end can be told from data.
    this.#options = { format, header, status: status && (format !== 'unframed' || header !== 'none') };
    // The reply to the options is a status, too.
    this.#state = status ? 'reply' : this.#first;
  }

  /** Whether a capture is under way: a hang-up now cuts it in two. */
  get isInside(): boolean {
    return this.#isOpen;
  }

  /** Where the next bytes are to be written; then {@link filled}. */
  space(): Uint8Array {
    this.#isDirect = this.#frame !== undefined;
    return this.#frame?.space() ?? this.#scratch.space();
  }

  /** So many bytes were written to {@link space}. Throws PANDA.PROTOCOL, after which nothing more can be read. */
  filled(count: number): void {
    if (this.#isDirect) this.#frame?.filled(count);
    else this.#scratch.filled(count);
    while (this.#step());
  }

  /** As {@link space} and {@link filled}, for bytes that are somewhere else. */
  push(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length;) {
      const space = this.space();
      const part = bytes.subarray(at, at + space.length);
      space.set(part);
      this.filled(part.length);
      at += part.length;
    }
  }

  /** The server hung up. Tells whether that was at a place where it may. */
  hungUp(): boolean {
    if (!this.#isOpen) return this.#scratch.length === 0 && this.#state !== 'reply' && !this.#lines.isInside;
    if (this.#options.status || this.#frame !== undefined || this.#rest.length > 0) return false;
    this.#finish(undefined);
    return true;
  }

  /** Does one thing with the bytes at hand; `false` when it needs more. */
  #step(): boolean {
    switch (this.#state) {
      case 'reply':
        return this.#reply();
      case 'header':
        return this.#headerLine();
      default:
        return this.#body();
    }
  }

  #reply(): boolean {
    const line = this.#scratch.line();
    if (line === undefined) return false;
    if (line.startsWith('ERR ')) this.#handler.refused(line.slice(4));
    else if (line !== 'OK') throw protocolError('a reply of unknown kind', line.slice(0, 80));
    else this.#handler.accepted();
    this.#state = this.#first;
    return true;
  }

  /** Before a capture. */
  get #first(): 'header' | 'body' {
    return this.#options.header === 'none' ? 'body' : 'header';
  }

  #headerLine(): boolean {
    const line = this.#scratch.line();
    if (line === undefined) return false;
    const header = this.#lines.push(line);
    if (header === undefined) return true;
    this.#header = header;
    this.#state = 'body';
    this.#begin();
    return true;
  }

  #begin(): void {
    this.#isOpen = true;
    this.#handler.began(this.#header);
  }

  #finish(end: CaptureEnd | undefined): void {
    if (this.#rest.length > 0) throw protocolError(`a capture that ends within a sample`);
    this.#isOpen = false;
    this.#handler.ended(end);
    this.#state = this.#first;
  }

  #body(): boolean {
    if (this.#frame !== undefined) return this.#framePart(this.#frame);
    if (this.#scratch.length === 0) return false;
    switch (this.#options.format) {
      case 'framed':
        return this.#mark();
      case 'unframed':
        return this.#unframed();
      default:
        return this.#textLine();
    }
  }

  #mark(): boolean {
    const mark = this.#scratch.peek(4);
    if (mark === undefined) return false;
    if (mark === 'BIN ') return this.#frameHead();
    return this.#endOrNext(mark);
  }

  /** `END …`, or where that was not asked for the header of the next capture. */
  #endOrNext(mark: string): boolean {
    if (mark === 'END ' && this.#options.status) {
      const line = this.#scratch.line();
      if (line === undefined) return false;
      if (!this.#isOpen) this.#begin();
      this.#finish(parseEnd(line.slice(4)));
      return true;
    }
    if (this.#options.status || this.#options.header === 'none') throw protocolError('data without a mark', mark);
    this.#finish(undefined);
    return true;
  }

  #frameHead(): boolean {
    if (this.#scratch.length < FRAME_HEAD) return false;
    // The length counts its own eight bytes.
    const length = this.#scratch.uint32(4) - FRAME_HEAD;
    const sample = this.#header?.sampleBytes ?? 1;
    if (length < 0 || length > LONGEST_FRAME || length % sample !== 0)
      throw protocolError(`a frame of ${length} bytes, where a sample has ${sample}`, length);
    if (!this.#isOpen) this.#begin();
    this.#scratch.take(FRAME_HEAD);
    this.#frame = new FrameBuffer(length, this.#longest);
    return true;
  }

  #framePart(frame: FrameBuffer): boolean {
    if (frame.missing > 0) frame.add(this.#scratch.take(frame.missing));
    if (frame.missing > 0) return false;
    const bytes = frame.bytes();
    this.#longest = Math.max(this.#longest, bytes.length);
    this.#frame = undefined;
    if (bytes.length > 0) this.#handler.samples(bytes);
    return true;
  }

  /** Nothing but its whole line tells the end from samples: it is looked for where a sample begins. */
  #unframed(): boolean {
    if (!this.#isOpen) this.#begin();
    if (this.#header === undefined) return this.#take(this.#scratch.length);
    const { sampleBytes } = this.#header;
    const mayEnd = this.#options.status && this.#scratch.byte(0) === END_BYTE;
    if (mayEnd) {
      const line = this.#scratch.peekLine(LONGEST_END);
      if (line !== undefined && isEndLine(line)) return this.#endOrNext('END ');
      const begun = this.#scratch.peek(Math.min(4, this.#scratch.length)) ?? '';
      if (line === undefined && this.#scratch.length < LONGEST_END && 'END '.startsWith(begun)) return false;
    }
    let length = mayEnd ? sampleBytes : 0;
    const isWhole = (): boolean => length + sampleBytes <= this.#scratch.length;
    while (isWhole() && !(this.#options.status && this.#scratch.byte(length) === END_BYTE)) length += sampleBytes;
    return length > 0 && length <= this.#scratch.length && this.#take(length);
  }

  #take(length: number): boolean {
    this.#handler.samples(this.#scratch.take(length).slice());
    return true;
  }

  /** Samples as text begin with a space; what does not, is an end or a header. */
  #textLine(): boolean {
    if (this.#scratch.peek(1) !== ' ') {
      const mark = this.#scratch.peek(4);
      return mark === undefined ? false : this.#endOrNext(mark);
    }
    const lines: string[] = [];
    while (this.#scratch.peek(1) === ' ') {
      const line = this.#scratch.line();
      if (line === undefined) break;
      lines.push(line);
    }
    if (lines.length === 0) return false;
    if (!this.#isOpen) this.#begin();
    this.#text(lines);
    return true;
  }

  #text(lines: readonly string[]): void {
    if (this.#options.format === 'base64') {
      const bytes = Buffer.concat(lines.map(bytesFromBase64));
      const samples = this.#rest.join(bytes, this.#header?.sampleBytes ?? 1);
      if (samples.length > 0) this.#handler.samples(samples);
    } else if (this.#header === undefined) this.#handler.samples(new TextEncoder().encode(`${lines.join('\n')}\n`));
    else this.#handler.samples(samplesFromAscii(this.#header, lines));
  }
}
