import { DevgenError } from '../core/contract/errors.ts';
import type { LiveMeta } from '../core/contract/meta.ts';
import { badReading, type Reading } from '../core/contract/reading.ts';
import type { Backend, Io, ObserveOptions, PutOptions } from '../core/contract/seam.ts';
import type { CommandSpec, SignalSpec } from '../core/contract/spec.ts';
import { metaOf } from '../core/signal/data-key.ts';
import type { PviMember } from '../panda/pvi/pvi-box.ts';
import type { IocLink } from './ioc-link.ts';
import { convertedReading } from '../core/support/converted-reading.ts';

interface Served {
  readonly pv: Backend;
  readonly route: PviMember;
}

/** One member of a box behind an IOC: values as the class has them, on this side of the PVs. */
export class IocBackend implements Backend {
  readonly member: SignalSpec | CommandSpec;
  /** `undefined` of what the IOC does not serve. */
  readonly pv: Backend | undefined;
  readonly #link: IocLink;
  readonly #key: string;

  constructor(link: IocLink, key: string, member: SignalSpec | CommandSpec) {
    const route = link.member(key);
    this.#link = link;
    this.#key = key;
    this.member = member;
    this.pv = route && link.backendOf(route);
  }

  get source(): string {
    return this.pv?.source ?? this.#key;
  }

  get writeSource(): string | undefined {
    return this.pv?.writeSource;
  }

  /** Labels are those of the class: an IOC may cut its own. */
  get meta(): LiveMeta {
    const { member } = this;
    const declared = member.kind === 'command' ? {} : metaOf(member);
    const route = this.#link.member(this.#key);
    if (this.pv === undefined || route === undefined) return { ...declared, writable: false };
    const { units: shown, labels: _, ...meta } = this.pv.meta;
    const units = route.units === undefined ? shown : this.#link.unitsAt(route.units);
    return { ...meta, ...declared, ...(units === undefined ? {} : { units }) };
  }

  get isLost(): boolean {
    return this.pv?.isLost === true;
  }

  async get(io: Io): Promise<Reading> {
    const { pv } = this.#served();
    return this.#shown(await pv.get(io));
  }

  async put(value: unknown, io: Io, how?: PutOptions): Promise<void> {
    const { pv, route } = this.#writable();
    await pv.put(route.toWire(value), io, how);
  }

  async setpoint(io: Io): Promise<unknown> {
    const { pv, route } = this.#writable();
    return route.toValue(await pv.setpoint(io));
  }

  async execute(_argument: unknown, io: Io): Promise<void> {
    const { pv, route } = this.#writable();
    await pv.put(route.toWire(undefined), io);
  }

  subscribe(on: (reading: Reading, overtaken?: boolean) => void, how: ObserveOptions): () => void {
    const { pv } = this.#served();
    return pv.subscribe((reading, overtaken) => on(this.#shown(reading), overtaken), how);
  }

  /** What was read together with others, where it was. */
  answer(reading: Reading | undefined): Reading {
    return reading === undefined ? badReading(this.#unserved()) : this.#shown(reading);
  }

  /** A value that the class does not have is no value; an IOC that is back may serve less. */
  #shown(reading: Reading): Reading {
    return convertedReading(reading, (value) => this.#served().route.toValue(value), this.source);
  }

  #served(): Served {
    const route = this.#link.member(this.#key);
    if (route === undefined || this.pv === undefined) throw this.#unserved();
    return { pv: this.pv, route };
  }

  #writable(): Served {
    const served = this.#served();
    if (served.route.write !== undefined) return served;
    throw this.#refused(this.#link.gap(this.#key) ?? 'the IOC serves it to be read only');
  }

  #unserved(): DevgenError {
    const isBack = this.#link.member(this.#key) !== undefined;
    const why = isBack ? 'the IOC did not serve it when it was connected' : 'the IOC does not serve it';
    return this.#refused(this.#link.gap(this.#key) ?? why);
  }

  #refused(why: string): DevgenError {
    return new DevgenError(why, {
      code: 'MEMBER.KIND',
      about: this.source,
      source: this.source,
      hint: 'the box itself serves it, over panda(…)',
    });
  }
}
