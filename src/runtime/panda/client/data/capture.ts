import type { DevgenError } from '../../../core/contract/errors.ts';
import type { CaptureHeader } from '../../codec/data/capture-header.ts';
import { type CaptureEnd, isGoodEnd } from '../../codec/data/end-reason.ts';
import { captureError } from './capture-error.ts';
import { Frame } from './frame.ts';

/**
 * One capture: its header, its frames, and how it ended. Iterating ends with the capture, and throws PANDA.OVERRUN or
 * PANDA.CAPTURE_BROKEN for an end after which data are missing, and LINK.LOST for none at all.
 */
export class Capture implements AsyncIterable<Frame> {
  /** `undefined` where none was asked for. */
  readonly header: CaptureHeader | undefined;
  readonly #where: string;
  readonly #hold: (bytes: number) => void;
  #frames: Frame[] = [];
  #samples = 0;
  #end: CaptureEnd | undefined;
  #why: DevgenError | undefined;
  #isEnded = false;
  #isSkipped = false;
  #wake: () => void = () => {};

  /** `hold` is told how many bytes more, or fewer, wait for the reader. */
  constructor(header: CaptureHeader | undefined, where: string, hold: (bytes: number) => void) {
    this.header = header;
    this.#where = where;
    this.#hold = hold;
  }

  /** Once it ended, and if the box told. */
  get end(): CaptureEnd | undefined {
    return this.#end;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Frame, void, undefined> {
    for (;;) {
      const frame = this.#frames.shift();
      if (frame !== undefined) {
        this.#hold(-frame.bytes.length);
        yield frame;
      } else if (this.#why !== undefined) throw this.#why;
      else if (this.#isEnded) return;
      else {
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
      }
    }
  }

  /** Drops what is there and what comes. */
  skip(): void {
    this.#isSkipped = true;
    this.#hold(-this.#frames.reduce((sum, { bytes }) => sum + bytes.length, 0));
    this.#frames = [];
  }

  add(bytes: Uint8Array): void {
    const frame = new Frame(this.header, bytes, this.#samples);
    this.#samples += frame.samples;
    if (this.#isSkipped) return;
    this.#frames.push(frame);
    this.#hold(bytes.length);
    this.#wake();
  }

  finish(end: CaptureEnd | undefined): void {
    this.#end = end;
    this.#isEnded = true;
    if (end !== undefined && !isGoodEnd(end)) this.#why = captureError(end, this.#where);
    this.#wake();
  }

  fail(why: DevgenError): void {
    this.#why = why;
    this.#isEnded = true;
    this.#wake();
  }
}
