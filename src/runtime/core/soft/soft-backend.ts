import { named } from '../signal/call.ts';
import { defaultValue } from '../value/default-value.ts';
import { DevgenError } from '../contract/errors.ts';
import { flatKey } from '../support/flatten.ts';
import { memberKey } from '../support/member-key.ts';
import type { Meta } from '../contract/meta.ts';
import { badReading, goodReading, type Reading } from '../contract/reading.ts';
import type { Backend, Io, ObserveOptions } from '../contract/seam.ts';
import type { SoftCell } from './soft-cell.ts';
import type { SoftMember } from './soft-device.ts';
import type { SoftLink } from './soft-link.ts';
import { type CommandSpec, type SignalSpec, valueSpecOf } from '../contract/spec.ts';

/** A member kept in memory. */
export class SoftBackend implements Backend {
  readonly link: SoftLink;
  /** Path and wire name, as {@link flatKey} joins them. */
  readonly key: string;
  readonly source: string;
  readonly meta: Meta;
  readonly #spec: SignalSpec | CommandSpec;
  readonly #member: SoftMember;
  readonly #read: SoftCell | undefined;
  readonly #write: SoftCell | undefined;

  constructor(link: SoftLink, path: readonly (string | number)[], spec: SignalSpec | CommandSpec) {
    this.link = link;
    this.key = flatKey(path, spec, memberKey);
    this.source = `${link.device.source}/${this.key}`;
    this.#spec = spec;
    this.#member = link.device.member(this.key);
    this.meta = link.device.meta(this.key, spec);
    if (spec.kind === 'command') return;
    this.#read = link.device.cell(this.key, spec);
    this.#write =
      spec.write === undefined ? this.#read : link.device.cell(flatKey(path, spec, memberKey, spec.write), spec);
  }

  /** The value, for members that have one. */
  get cell(): SoftCell {
    if (this.#read === undefined) throw wrongKind(this.#spec, this.source);
    return this.#read;
  }

  async get(): Promise<Reading> {
    this.link.assertOpen();
    if (this.#member.get !== undefined) this.cell.refresh(await this.#ask(this.#member.get));
    return this.cell.reading;
  }

  /** A getter that throws is a value that is not there. */
  async #ask(getter: () => unknown): Promise<Reading> {
    try {
      return goodReading(await getter());
    } catch (error) {
      return badReading(named(error, { name: '', source: this.source }));
    }
  }

  async put(value: unknown, io: Io): Promise<void> {
    this.link.assertOpen();
    const readback = (await this.#member.set?.(value, io)) ?? (await this.#member.get?.()) ?? value;
    if (io.signal.aborted) throw io.signal.reason;
    this.cell.setpoint = value;
    if (this.#write !== undefined && this.#write !== this.#read) {
      this.#write.setpoint = value;
      this.#write.publish(goodReading(value));
    }
    this.cell.publish(goodReading(readback));
  }

  async setpoint(): Promise<unknown> {
    this.link.assertOpen();
    return (this.#write ?? this.cell).setpoint;
  }

  async execute(argument: unknown, io: Io): Promise<unknown> {
    this.link.assertOpen();
    if (this.#spec.kind !== 'command') throw wrongKind(this.#spec, this.source);
    const result = await this.#member.execute?.(argument, io);
    const out = valueSpecOf(this.#spec.out);
    return result === undefined && out !== undefined ? defaultValue(out) : result;
  }

  subscribe(on: (reading: Reading) => void, how: ObserveOptions): () => void {
    const { cell } = this;
    const ask = this.#member.get;
    const timer = ask && setInterval(() => void this.get().catch(() => {}), how.period ?? 1_000);
    const forget = cell.observe(on, how, this.link.device.lost);
    const stop = (): void => {
      clearInterval(timer);
      forget();
      this.link.subscriptions.delete(stop);
    };
    this.link.subscriptions.add(stop);
    return stop;
  }
}

function wrongKind(spec: SignalSpec | CommandSpec, source: string): DevgenError {
  const facts = { code: 'MEMBER.KIND', about: source, source, actual: spec.kind };
  return new DevgenError(`is of kind ${spec.kind}`, { ...facts, hint: 'its class says what it can do' });
}
