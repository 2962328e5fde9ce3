import { deadline, DevgenError, type Io } from '@devgen/runtime';
import { Results } from '../results.ts';
import type { Change, Described, Found, Source } from '../source.ts';
import { describeError, unreachable } from '../source-error.ts';
import { type Listing, watchListing } from '../watch-listing.ts';
import type { KnownDevice, SourceSettings } from '../source-kind.ts';
import { describeDevice } from './describe/describe-device.ts';
import { absentDevices } from './list/absent.ts';
import { listPvs } from './list/listing.ts';
import { namesFromFiles, type NamesFromFiles } from './list/names-from-files.ts';
import { makePlans, type Plans } from './plan/make-plans.ts';
import { pvsOf } from './plan/plan.ts';
import { epicsOptions } from './settings.ts';
import { parseEpicsAddress } from './source-address.ts';
import type { Wire } from './wire/wire.ts';

/** Milliseconds for names, where they are and what records they are of: 20 000 take about four seconds. */
const LIST = 20_000;
/** Milliseconds for the types and metadata of all. */
const DESCRIBE = 20_000;

/** Servers of PVs as `pull` sees them. Throws `ADDRESS.UNKNOWN`. */
export async function openEpics(
  settings: SourceSettings,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Promise<Source> {
  const { scheme, server } = parseEpicsAddress(settings.address);
  if (scheme === 'ca') {
    const { CaWire } = await import('./wire/ca-wire.ts');
    return new EpicsSource(new CaWire(server, { environment }), settings, server);
  }
  const { PvaWire } = await import('./wire/pva-wire.ts');
  return new EpicsSource(new PvaWire(server, { environment }), settings, server);
}

class EpicsSource implements Source {
  readonly kind = 'epics';
  readonly #wire: Wire;
  readonly #settings: SourceSettings;
  readonly #isSearching: boolean;
  readonly #warnings: DevgenError[] = [];
  #servers: readonly string[] | undefined;
  #plans: Plans = { plans: new Map(), dead: new Map(), recordTypes: new Map(), warnings: [] };

  constructor(wire: Wire, settings: SourceSettings, server: string | undefined) {
    this.#wire = wire;
    this.#settings = settings;
    this.#isSearching = server === undefined;
  }

  /** Names, record types and PVI trees; labels, units and limits are seen by a pull alone. */
  watch(period: number, io: Io): AsyncGenerator<Change, void, undefined> {
    return watchListing(async (within) => marks(await this.#listed(within)), period, io);
  }

  async *list(io: Io): AsyncGenerator<Found, void, undefined> {
    this.#plans = await this.#listed(io);
    for (const [device, { class: name, server }] of this.#plans.plans)
      yield { device, class: name, running: true, ...(server !== undefined && { server }) };
    for (const [device, { class: name, server }] of this.#plans.dead)
      if (!this.#plans.plans.has(device))
        yield { device, class: name, running: true, ...(server !== undefined && { server }) };
  }

  /** All at once, over one connection a server: whoever does not answer delays nobody else. */
  async *describe(batch: readonly Found[], io: Io): AsyncGenerator<Described, void, undefined> {
    const within = deadline(DESCRIBE, io.signal);
    const results = new Results<Described>();
    const work = Promise.all(batch.map(async (found) => results.push(await this.#describe(found, within))));
    void work.finally(() => results.end());
    try {
      yield* results.items();
    } finally {
      within.abort(new DevgenError('the reader left', { code: 'CALL.ABORTED' }));
      await work;
    }
  }

  servers(): readonly string[] | undefined {
    return this.#servers;
  }

  warnings(): readonly DevgenError[] {
    return [...this.#warnings, ...this.#wire.warnings()];
  }

  close(): Promise<void> {
    return this.#wire.close();
  }

  async #listed(io: Io): Promise<Plans> {
    const within = deadline(LIST, io.signal);
    try {
      const options = epicsOptions(this.#settings);
      const { known = new Map<string, KnownDevice>() } = this.#settings;
      const expected = [...new Set(Array.from(known.values(), ({ server }) => server ?? ''))].filter(Boolean);
      const readFiles = (): Promise<NamesFromFiles> => namesFromFiles(options, this.#settings);
      const listing = await listPvs(this.#wire, options, expected, readFiles, within);
      const plans = await makePlans(this.#wire, options, listing, within);
      this.#warnings.splice(0, Infinity, ...plans.warnings);
      if (!this.#isSearching || listing.isNamed) return plans;
      this.#servers = listing.servers;
      return { ...plans, dead: new Map([...absentDevices(known, plans.plans, listing.servers), ...plans.dead]) };
    } catch (error) {
      if (io.signal.aborted || !(error instanceof DevgenError) || error.code.startsWith('CONFIG.')) throw error;
      throw unreachable('the PVs cannot be listed', error);
    } finally {
      within.done();
    }
  }

  async #describe(found: Found, io: Io): Promise<Described> {
    const plan = this.#plans.plans.get(found.device);
    const error = this.#plans.dead.get(found.device)?.error ?? notListed(found);
    if (plan === undefined) return { ok: false, found, error };
    try {
      const { problems, ...device } = await describeDevice(this.#wire, plan, this.#plans.recordTypes, io);
      this.#warnings.push(...problems);
      return { ok: true, found, ...device };
    } catch (cause) {
      return { ok: false, found, error: describeError(cause, found, 'PVA.PROTOCOL') };
    }
  }
}

function marks({ plans, recordTypes }: Plans): Listing {
  return new Map(
    Array.from(plans, ([device, plan]) => {
      const pvs = pvsOf(plan).map((pv) => [pv, recordTypes.get(pv) ?? '']);
      return [device, JSON.stringify([plan.class, plan.server, plan.record?.class, pvs])];
    }),
  );
}

function notListed({ device }: Found): DevgenError {
  return new DevgenError(`${device} is no device of this source`, {
    code: 'ADDRESS.UNKNOWN',
    device,
    hint: 'devgen pull',
  });
}
