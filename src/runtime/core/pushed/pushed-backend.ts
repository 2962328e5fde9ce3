import { asDevgenError, type DevgenError } from '../contract/errors.ts';
import type { LiveMeta } from '../contract/meta.ts';
import { badReading, type Reading } from '../contract/reading.ts';
import type { Backend, Io, ObserveOptions, PutOptions } from '../contract/seam.ts';
import type { CommandSpec, SignalSpec } from '../contract/spec.ts';
import { checkLimits } from './check-limits.ts';
import type { MemberPvs } from './device-pvs.ts';
import type { Port } from './port.ts';
import type { PushedLink } from './pushed-link.ts';
import { lostError, missingError, wrongKindError } from './pushed-error.ts';
import { PushedObserver } from './pushed-observer.ts';
import type { Pv } from './pv.ts';
import { triggerValue } from './trigger-value.ts';

/** One member of a {@link PushedLink}. */
export class PushedBackend implements Backend {
  readonly #link: PushedLink;
  readonly #member: SignalSpec | CommandSpec;
  readonly #pvs: MemberPvs;
  /**
   * Readings are of before an own write until one is as late as this, by the server's clock: `unknown` until the value
   * was asked for again. A monitor and the answer to a put travel apart.
   */
  #trustedFrom: bigint | 'unknown' | undefined;

  constructor(link: PushedLink, member: SignalSpec | CommandSpec, pvs: MemberPvs) {
    this.#link = link;
    this.#member = member;
    this.#pvs = pvs;
  }

  get source(): string {
    return this.#main.port.source;
  }

  get writeSource(): string | undefined {
    return this.#pvs.write?.port.source;
  }

  get meta(): LiveMeta {
    const { port } = this.#main;
    if (this.#link.closed === undefined) port.followMeta?.();
    return this.#pvs.write?.port.mayWrite === false ? { ...port.meta, writable: false } : port.meta;
  }

  /** Its own PV is: others of the device may still be there. */
  get isLost(): boolean {
    return this.#main.why !== undefined;
  }

  async get(io: Io): Promise<Reading> {
    const reading = await this.#port(this.#pvs.read, 'be read').get(io);
    if (this.#trustedFrom === 'unknown') this.#trustedFrom = reading.timeNs;
    return reading;
  }

  /** For many at once: never rejects. */
  reading(io: Io): Promise<Reading> {
    return this.get(io).catch((error: unknown) =>
      badReading(asDevgenError(error, { code: 'CALL.FAILED', source: this.source })),
    );
  }

  async put(value: unknown, io: Io, how?: PutOptions): Promise<void> {
    const port = this.#port(this.#pvs.write, 'be set');
    await checkLimits(port, value, io);
    try {
      await port.put(value, io, how);
    } finally {
      this.#trustedFrom = 'unknown';
    }
  }

  async setpoint(io: Io): Promise<unknown> {
    const reading = await this.#port(this.#pvs.write, 'tell a setpoint').get(io);
    if (!reading.ok) throw reading.error;
    return reading.value;
  }

  async execute(argument: unknown, io: Io): Promise<void> {
    const port = this.#port(this.#pvs.write, 'be executed');
    const spec = this.#pvs.write!.shown!.spec;
    await port.put(argument === undefined ? triggerValue(spec) : argument, io);
  }

  subscribe(on: (reading: Reading, overtaken?: boolean) => void, how: ObserveOptions): () => void {
    const { read } = this.#pvs;
    if (read === undefined) throw this.#cannot('be observed');
    const observer = new PushedObserver(on, how, (reading) => this.#isOvertaken(reading));
    return this.#link.observe(read, observer);
  }

  get #main(): Pv {
    return (this.#pvs.read ?? this.#pvs.write)!;
  }

  #port(pv: Pv | undefined, what: string): Port {
    if (this.#link.closed !== undefined) throw this.#link.closed;
    if (pv === undefined) throw this.#cannot(what);
    if (pv.why !== undefined) throw lostError(pv.port.source, pv.why);
    if (pv.shown === undefined) throw missingError(pv.port.source);
    return pv.port;
  }

  #isOvertaken({ timeNs }: Reading): boolean {
    if (this.#trustedFrom === undefined) return false;
    return this.#trustedFrom === 'unknown' || timeNs < this.#trustedFrom;
  }

  #cannot(what: string): DevgenError {
    return wrongKindError(this.source, what, this.#member.kind);
  }
}
