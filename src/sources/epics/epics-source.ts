import { deadline, DevgenError, type Io } from '@devgen/runtime';
import { Results } from '../results.ts';
import type { Change, Described, Found, Source } from '../source.ts';
import { describeError, unreachable } from '../source-error.ts';
import type { KnownDevice, SourceSettings } from '../source-kind.ts';
import { describeDevice } from './describe/describe-device.ts';
import { absentDevices } from './list/absent.ts';
import { listPvs, type Listing } from './list/listing.ts';
import { namesFromFiles, type NamesFromFiles } from './list/names-from-files.ts';
import { makePlans, type Plans } from './plan/make-plans.ts';
import { epicsOptions } from './settings.ts';
import { parseEpicsAddress } from './source-address.ts';
import { watchEpics } from './watch/watch-epics.ts';
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
  #plans: Pick<Plans, 'plans' | 'dead' | 'recordTypes'> = { plans: new Map(), dead: new Map(), recordTypes: new Map() };

  constructor(wire: Wire, settings: SourceSettings, server: string | undefined) {
    this.#wire = wire;
    this.#settings = settings;
    this.#isSearching = server === undefined;
  }

  watch(period: number, io: Io): Promise<AsyncGenerator<Change, void, undefined>> {
    const looks = {
      names: (within: Io) => this.#asking(within, async (asked) => namesOf(await this.#listing(asked))),
      all: (within: Io) => this.#listed(within),
    };
    const isOne = parseEpicsAddress(this.#settings.address).server !== undefined;
    return watchEpics(this.#wire, looks, { period, isOne }, io);
  }

  async *list(io: Io): AsyncGenerator<Found, void, undefined> {
    this.#plans = (await this.#listed(io)).plans;
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

  get #known(): ReadonlyMap<string, KnownDevice> {
    return this.#settings.known ?? new Map<string, KnownDevice>();
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

  #listed(io: Io): Promise<{ readonly names: ReadonlySet<string>; readonly plans: Plans }> {
    return this.#asking(io, async (within) => {
      const listing = await this.#listing(within);
      const plans = await makePlans(this.#wire, epicsOptions(this.#settings), listing, within);
      this.#warnings.splice(0, Infinity, ...plans.warnings);
      return { names: namesOf(listing), plans: this.#withAbsent(plans, listing) };
    });
  }

  #listing(io: Io): Promise<Listing> {
    const options = epicsOptions(this.#settings);
    const servers = Array.from(this.#known.values(), ({ server }) => server ?? '').filter(Boolean);
    const readFiles = (): Promise<NamesFromFiles> => namesFromFiles(options, this.#settings);
    return listPvs(this.#wire, options, [...new Set(servers)], readFiles, io);
  }

  #withAbsent(plans: Plans, { isNamed, servers }: Listing): Plans {
    if (!this.#isSearching || isNamed) return plans;
    this.#servers = servers;
    return { ...plans, dead: new Map([...absentDevices(this.#known, plans.plans, servers), ...plans.dead]) };
  }

  async #asking<T>(io: Io, ask: (within: Io) => Promise<T>): Promise<T> {
    const within = deadline(LIST, io.signal);
    try {
      return await ask(within);
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

function namesOf({ pvs, roots }: Listing): ReadonlySet<string> {
  return new Set([...pvs, ...roots]);
}

function notListed({ device }: Found): DevgenError {
  return new DevgenError(`${device} is no device of this source`, {
    code: 'ADDRESS.UNKNOWN',
    device,
    hint: 'devgen pull',
  });
}
