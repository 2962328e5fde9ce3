import { expect } from 'vitest';
import type { Capture } from '../../../src/sim/panda/capture/capture.ts';
import { dataOptions } from '../../../src/sim/panda/capture/data-options.ts';
import { DataReader, type Outlet } from '../../../src/sim/panda/capture/data-reader.ts';
import { Dialogue } from './dialogue.ts';
import { everyKind } from './every-kind.ts';

/** Takes what a reader sends; closed, it holds the reader up. */
export class Sink implements Outlet {
  isOpen = true;
  isEnded = false;
  readonly #parts: Buffer[] = [];

  text(text: string): void {
    this.#parts.push(Buffer.from(text));
  }

  data(bytes: Buffer): void {
    this.#parts.push(Buffer.from(bytes));
  }

  end(): void {
    this.isEnded = true;
  }

  get bytes(): Buffer {
    return Buffer.concat(this.#parts);
  }

  /** The header, which ends with a blank line, and what is behind it. */
  get parts(): readonly [header: string, rest: Buffer] {
    const end = this.bytes.indexOf('\n\n') + 2;
    return [this.bytes.toString('utf8', 0, end), this.bytes.subarray(end)];
  }
}

export interface Connection {
  readonly sink: Sink;
  readonly reader: DataReader;
}

/** A PandA whose PCAP is enabled, gated and triggered by bits A, B and C, and captures a little of each kind. */
export class CaptureRig {
  readonly dialogue: Dialogue;

  /** `ringBytes` is what a capture holds for late readers. */
  constructor(ringBytes?: number) {
    this.dialogue = new Dialogue(everyKind, ringBytes);
    this.set('PCAP.ENABLE=BITS.OUTA', 'PCAP.GATE=BITS.OUTB', 'PCAP.TRIG=BITS.OUTC');
    this.set('PCAP.BITS0.CAPTURE=Value', 'PCAP.TS_TRIG.CAPTURE=Value', 'ODD2_ONE1.POS.CAPTURE=Value Mean');
  }

  get capture(): Capture {
    return this.dialogue.capture;
  }

  connect(options: string): Connection {
    const sink = new Sink();
    return { sink, reader: new DataReader(this.capture, dataOptions(options), sink) };
  }

  ask(line: string): string | undefined {
    return this.dialogue.ask(line);
  }

  set(...lines: readonly string[]): void {
    for (const line of lines) expect([line, this.ask(line)]).toEqual([line, 'OK']);
  }

  drive(name: string, value: number): void {
    this.dialogue.fpga.drive(name, value);
  }

  pass(ticks: number): void {
    this.dialogue.ticks(ticks);
    this.capture.pump();
  }

  begin(): void {
    this.set('*PCAP.ARM=', 'BITS.A=1');
    this.pass(10);
  }

  end(): void {
    this.set('BITS.A=0');
    this.pass(20);
  }

  trigger(times: number): void {
    for (let i = 0; i < times; i++) {
      this.set('BITS.C=1');
      this.pass(20);
      this.set('BITS.C=0');
      this.pass(20);
    }
  }

  /** Two samples: positions -1500 and 2500, with gates of 20 and 0 ticks. */
  captureTwo(): void {
    this.begin();
    this.drive('ODD2_ONE1.POS', -1500);
    this.set('BITS.B=1');
    this.pass(20);
    this.set('BITS.B=0', 'BITS.C=1');
    this.pass(20);
    this.set('BITS.C=0');
    this.drive('ODD2_ONE1.POS', 2500);
    this.pass(20);
    this.set('BITS.C=1');
    this.pass(20);
    this.set('BITS.C=0');
    this.end();
  }
}
