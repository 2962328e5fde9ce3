import { misfitError } from '../value/check-value.ts';
import { metaOf } from '../signal/data-key.ts';
import { DerivedLink } from './derived-link.ts';
import type { DerivedSlot } from './derived-slot.ts';
import { asDevgenError, DevgenError } from '../contract/errors.ts';
import { fanOut } from '../connect/fan-out.ts';
import { misfitOf } from '../value/misfit.ts';
import type { Meta } from '../contract/meta.ts';
import { observeParts } from './observe-parts.ts';
import { badReading, goodReading, type Reading, type Severity } from '../contract/reading.ts';
import { kindOf, type Part, partsError, readableOf, type Values } from './parts.ts';
import { putParts } from './put-parts.ts';
import { recordOf } from '../support/record.ts';
import { restOf } from '../support/rest.ts';
import type { Backend, Io, ObserveOptions, PutOptions } from '../contract/seam.ts';
import { slot } from '../contract/slot.ts';
import { within } from '../support/deadline.ts';

/** What a set comes to. */
export interface Writes {
  readonly values: Values;
  /** Called when the set has ended, whatever its outcome. */
  readonly ended?: () => void;
}

/** How a derived signal follows from its parts, and how they follow from it. */
export interface Formula {
  readonly get?: ((values: Values) => unknown) | undefined;
  readonly set?: ((value: unknown, now: () => Promise<Values>) => Promise<Writes>) | undefined;
  readonly meta?: Meta | undefined;
}

const severities: readonly Severity[] = ['none', 'minor', 'major', 'invalid'];

/** Computes what its parts tell, and writes to them what it is told. */
export class DerivedBackend implements Backend {
  readonly link: DerivedLink;
  readonly meta: Meta;
  readonly #slot: DerivedSlot;
  readonly #formula: Formula;

  constructor(behind: DerivedSlot, link: DerivedLink, formula: Formula) {
    this.link = link;
    this.meta = { ...metaOf(behind.spec), ...formula.meta };
    this.#slot = behind;
    this.#formula = formula;
  }

  get source(): string {
    return `derived://${this.#slot.name}`;
  }

  /** The worst severity and the latest time of the parts; without a value where one of them has none. */
  combine(readings: ReadonlyMap<string, Reading>): Reading {
    const all = [...readings.values()];
    const stale = all.some((reading) => reading.stale);
    const times = all.length === 0 ? {} : { timeNs: all.reduce(latest, 0n) };
    const errors = new Map<string, DevgenError>();
    const values: [string, unknown][] = [];
    for (const [name, reading] of readings) {
      if (reading.ok) values.push([name, reading.value]);
      else errors.set(name, this.link.parts.get(name)![slot].named(reading.error));
    }
    try {
      if (errors.size > 0) throw partsError(errors);
      const worst = Math.max(0, ...all.map(({ severity }) => severities.indexOf(severity)));
      return goodReading(this.#compute(recordOf(values)), { stale, severity: severities[worst]!, ...times });
    } catch (error) {
      return badReading(asDevgenError(error, failed), { stale, ...times });
    }
  }

  async get(io: Io): Promise<Reading> {
    const [reading] = await this.link.getMany([this], io);
    return reading!;
  }

  async put(value: unknown, io: Io, how?: PutOptions): Promise<void> {
    const { set } = this.#formula;
    let writes: Promise<Writes> | undefined;
    try {
      const { values } = await within(io, () => (writes = set!(value, () => this.#now(io))));
      await putParts(this.link.parts, values, io, how);
    } finally {
      void writes?.then(({ ended }) => ended?.(), ignore);
    }
  }

  async setpoint(io: Io): Promise<unknown> {
    return this.#compute(await this.#now(io));
  }

  async execute(): Promise<never> {
    throw new DevgenError('it is a signal', { code: 'MEMBER.KIND' });
  }

  subscribe(on: (reading: Reading) => void, how: ObserveOptions): () => void {
    return observeParts(this.link.parts, how, {
      tell: (readings) => this.combine(readings),
      on,
      end: (error) => this.#slot.observations.end(this.#slot.named(error)),
    });
  }

  #compute(values: Values): unknown {
    const value = this.#formula.get!(values);
    const misfit = misfitOf(this.#slot.spec, value);
    if (misfit !== undefined) throw misfitError(misfit, this.#slot, 'the function that computes it must give its type');
    return value;
  }

  /** What the parts are asked to be: their setpoints, and the values of those that have none. */
  async #now(io: Io): Promise<Values> {
    const errors = new Map<string, DevgenError>();
    const each = fanOut(io);
    const values = await Promise.all(
      readableOf(this.link.parts).map(async ([name, part]): Promise<[string, unknown]> => {
        try {
          return [name, await nowOf(part, each.next())];
        } catch (error) {
          errors.set(name, asDevgenError(error, failed));
          return [name, undefined];
        }
      }),
    );
    each.done();
    if (errors.size > 0) throw partsError(errors);
    return recordOf(values);
  }
}

function ignore(): void {}

const failed = { code: 'CALL.FAILED', hint: 'the cause has the details' };

function nowOf(part: Part, io: Io): Promise<unknown> {
  return kindOf(part) === 'r' ? part.get(restOf(io)) : part.setpoint(restOf(io));
}

function latest(one: bigint, { timeNs }: Reading): bigint {
  return timeNs > one ? timeNs : one;
}
