import type { Meta } from '../../core/contract/meta.ts';
import type { Reading } from '../../core/contract/reading.ts';
import type { Io, PutOptions } from '../../core/contract/seam.ts';
import type { ValueSpec } from '../../core/contract/spec.ts';
import type { Port, PortHandler, PvShown } from '../../core/pushed/port.ts';
import type { Form, FormOf } from './form.ts';
import { convertedReading } from '../../core/support/converted-reading.ts';

/** A PV that a class wants to be what its wire has no word for; it is as its server shows it where it cannot be that. */
export class FormedPort implements Port {
  readonly #port: Port;
  readonly #formOf: FormOf;
  #form: Form | undefined;

  constructor(handler: PortHandler, formOf: FormOf, open: (handler: PortHandler) => Port) {
    this.#formOf = formOf;
    this.#port = open({
      connected: (shown) => handler.connected(this.#shown(shown)),
      lost: (why) => handler.lost(why),
    });
  }

  get source(): string {
    return this.#port.source;
  }

  get searches(): number {
    return this.#port.searches;
  }

  searchAgain(): void {
    this.#port.searchAgain?.();
  }

  get meta(): Meta {
    return this.#port.meta;
  }

  get mayWrite(): boolean {
    return this.#port.mayWrite !== false;
  }

  followMeta(): void {
    this.#port.followMeta?.();
  }

  async get(io: Io): Promise<Reading> {
    return this.#reading(await this.#port.get(io));
  }

  async put(value: unknown, io: Io, how?: PutOptions): Promise<void> {
    await this.#port.put(this.#form === undefined ? value : this.#form.write(value), io, how);
  }

  monitor(on: (reading: Reading) => void): () => void {
    return this.#port.monitor((reading) => on(this.#reading(reading)));
  }

  close(): void {
    this.#port.close();
  }

  #shown(shown: PvShown): PvShown {
    this.#form = this.#formOf(shown.spec, () => this.#port.meta.labels);
    const spec: ValueSpec = this.#form === undefined ? shown.spec : { type: this.#form.type };
    return { ...shown, spec };
  }

  #reading(reading: Reading): Reading {
    const form = this.#form;
    return form === undefined ? reading : convertedReading(reading, (value) => form.read(value), this.source);
  }
}
