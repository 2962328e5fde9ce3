import { deadline, DevgenError, type Io } from '@devgen/runtime';
import {
  DEV_STATES,
  type DeviceProxy,
  TangoClient,
  type TangoClientOptions,
  type HostLimits,
} from '@devgen/runtime/tango';
import type { Change, Described, Found, Source } from '../source.ts';
import { describeError, unreachable } from '../source-error.ts';
import { type Listing, watchListing } from '../watch-listing.ts';
import { DatabaseDirectory } from './database-directory.ts';
import { describeAll } from './describe-all.ts';
import type { DeviceDirectory } from './device-directory.ts';
import { Introspector } from './introspector.ts';
import { ServerDirectory } from './server-directory.ts';
import { checkTangoAddress, isServerAddress } from './source-address.ts';

/** One union for the states of every class, not one a class. */
const LABEL_SETS: ReadonlyMap<string, readonly string[]> = new Map([['DevState', DEV_STATES]]);

/** What `devgen.yaml` says of a Tango source. */
export interface TangoSettings {
  /** `tango://HOST:PORT`, `env` for TANGO_HOST, or of a server without a database `tango://HOST:PORT/DEVICE#dbase=no`. */
  readonly address: string;
  /** Globs of classes; Tango's own devices are listed only where they are named here. */
  readonly classes?: readonly string[];
  /** What a host may be asked at most. */
  readonly limits?: HostLimits;
}

/** Tango's own machinery, of which nobody writes classes. */
const MACHINERY: readonly string[] = ['DServer', 'DataBase', 'TangoAccessControl', 'Starter'];
/** Milliseconds for the whole device table, or for the device list of a server. */
const LIST = 10_000;

/** A Tango database, or one server without, as `pull` sees it. Throws `ADDRESS.UNKNOWN`. */
export function openTango(settings: TangoSettings, options: TangoClientOptions = {}): Source {
  const { address, limits } = settings;
  checkTangoAddress(address);
  const server = isServerAddress(address);
  const client = new TangoClient({
    ...options,
    shareReplies: true,
    ...(limits && { limits }),
    ...(server || address === 'env' ? {} : { tangoHost: address }),
  });
  const directory = server ? new ServerDirectory(client, address) : new DatabaseDirectory(client);
  return new TangoSource(client, directory, settings);
}

class TangoSource implements Source {
  readonly kind = 'tango';
  readonly #client: TangoClient;
  readonly #directory: DeviceDirectory;
  readonly #settings: TangoSettings;
  readonly #introspector = new Introspector();

  constructor(client: TangoClient, directory: DeviceDirectory, settings: TangoSettings) {
    this.#client = client;
    this.#directory = directory;
    this.#settings = settings;
  }

  async *list(io: Io): AsyncGenerator<Found, void, undefined> {
    const within = deadline(LIST, io.signal);
    try {
      for (const found of await this.#directory.list(within)) if (!this.#isMachinery(found.class)) yield found;
    } catch (error) {
      if (io.signal.aborted || !(error instanceof DevgenError)) throw error;
      throw unreachable('the devices cannot be listed', error);
    } finally {
      within.done();
    }
  }

  describe(batch: readonly Found[], io: Io): AsyncGenerator<Described, void, undefined> {
    const asked = new Map<Found, DeviceProxy>();
    const ask = (found: Found, within: Io): Promise<Described> => this.#describe(found, asked, within);
    const leave = (found: Found): void => {
      asked.get(found)?.release();
      asked.delete(found);
    };
    const hostOf = (found: Found): string | undefined => this.#directory.hostOf(found);
    return describeAll(batch, { ask, leave, hostOf }, io, this.#settings.limits?.parallel);
  }

  watch(period: number, io: Io): Promise<AsyncGenerator<Change, void, undefined>> {
    return watchListing((within) => this.#listing(within), period, io);
  }

  close(): Promise<void> {
    return this.#client.close();
  }

  async #listing(io: Io): Promise<Listing> {
    const listing = new Map<string, string>();
    for await (const found of this.list(io)) {
      const { device, class: name, running, alias = '', server = '' } = found;
      listing.set(device, [name, running, alias, server, this.#directory.mark(found)].join('\n'));
    }
    return listing;
  }

  async #describe(found: Found, asked: Map<Found, DeviceProxy>, io: Io): Promise<Described> {
    try {
      const device = this.#directory.device(found);
      asked.set(found, device);
      const live = await this.#introspector.live(device, io, found.class);
      return { ok: true, found, live, labelSets: LABEL_SETS };
    } catch (error) {
      return { ok: false, found, error: describeError(error, found, 'TANGO.PROTOCOL') };
    }
  }

  #isMachinery(name: string): boolean {
    const folded = name.toLowerCase();
    const named = this.#settings.classes?.some((glob) => glob.toLowerCase() === folded) ?? false;
    return !named && MACHINERY.some((machinery) => machinery.toLowerCase() === folded);
  }
}
