import { asDevgenError, DevgenError } from '../core/contract/errors.ts';
import type { LiveMeta } from '../core/contract/meta.ts';
import { badReading, type Reading } from '../core/contract/reading.ts';
import type { Backend, Io, ObserveOptions, PutOptions } from '../core/contract/seam.ts';
import type { CommandSpec, SignalSpec } from '../core/contract/spec.ts';
import { metaOf } from '../core/signal/data-key.ts';
import type { PviMember } from '../panda/pvi/pvi-box.ts';
import type { IocLink } from './ioc-link.ts';

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
    this.pv = typeof route === 'string' ? undefined : link.pvs(route);
  }

  get source(): string {
    return this.pv?.source ?? this.#key;
  }

  /** Labels are those of the class: an IOC may cut its own. */
  get meta(): LiveMeta {
    const { member } = this;
    const declared = member.kind === 'command' ? {} : metaOf(member);
    const route = this.#link.member(this.#key);
    if (this.pv === undefined || typeof route === 'string') return { ...declared, writable: false };
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
    return reading === undefined ? badReading(this.#refused(this.#gap)) : this.#shown(reading);
  }

  /** A value that the class does not have is no value. */
  #shown(reading: Reading): Reading {
    if (!reading.ok) return reading;
    const { route } = this.#served();
    try {
      return { ...reading, value: route.toValue(reading.value) };
    } catch (error) {
      const { ok: _, value: __, severity: ___, ...rest } = reading;
      return badReading(asDevgenError(error, { code: 'VALUE.TYPE', source: this.source }), rest);
    }
  }

  #served(): Served {
    const route = this.#link.member(this.#key);
    if (typeof route === 'string' || this.pv === undefined) throw this.#refused(this.#gap);
    return { pv: this.pv, route };
  }

  get #gap(): string {
    const route = this.#link.member(this.#key);
    return typeof route === 'string' ? route : 'the IOC did not serve it when it was connected';
  }

  #writable(): Served {
    const served = this.#served();
    if (served.route.write !== undefined) return served;
    throw this.#refused(this.#link.refusal(this.#key) ?? 'the IOC serves it to be read only');
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
