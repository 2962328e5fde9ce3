import { deadline, DevgenError, type Io, type ValueSpec } from '@devgen/runtime';
import {
  isPvi,
  metaRequest,
  PvaClient,
  type PvaClientOptions,
  type PvaResult,
  type PvaTypeResult,
  type PvaStruct,
  type PviWalk,
  pvMeta,
  type StructType,
  valueSpec,
  walkPvi,
} from '@devgen/runtime/pva';
import { discoverServers } from './discover.ts';
import { Duplicates } from './duplicates.ts';
import { nameServerOnly } from './one-server.ts';
import { patiently } from './patience.ts';
import { mayBeRecord } from './pva-records.ts';
import { PvaWatch } from './pva-watch.ts';
import type { Located, ServerNames, Shown, WatchHandler, Wire, WireWatch } from './wire.ts';

const RTYP = '.RTYP';
/** Milliseconds for the list of a server: 20 000 names take 50. */
const LIST = 5_000;
/** PV Access. With `server` it is that one alone, as server and as name server; else those of the environment. */
export class PvaWire implements Wire {
  readonly #client: PvaClient;
  readonly #server: string | undefined;
  readonly #duplicates = new Duplicates('pva');
  readonly #warnings = new Map<string, DevgenError>();
  readonly #types = new Map<string, StructType>();
  readonly #servers = new Map<string, string>();

  constructor(server: string | undefined, options: PvaClientOptions = {}) {
    this.#server = server;
    this.#client = new PvaClient(
      server === undefined ? options : { ...options, environment: nameServerOnly(server, options.environment) },
    );
    this.#client.onWarning((warning) => this.#duplicates.noteWarning(warning));
  }

  async list(expected: readonly string[], io: Io): Promise<readonly ServerNames[]> {
    const servers = this.#server === undefined ? await discoverServers(this.#client, expected, io) : [this.#server];
    const listed = await Promise.all(servers.map((server) => this.#list(server, io)));
    const [first] = listed;
    if (first instanceof DevgenError && listed.every((each) => each instanceof DevgenError)) throw first;
    for (const each of listed) if (each instanceof DevgenError) this.#warnings.set(each.message, each);
    const answered = listed.flatMap((each) => (each instanceof DevgenError ? [] : [each]));
    this.#noteDuplicates(answered);
    return answered;
  }

  async locate(pvs: readonly string[], io: Io): Promise<ReadonlyMap<string, Located>> {
    const located = await this.#introspect(pvs, io);
    const records = pvs.filter((pv) => mayBeRecord(this.#types.get(pv)));
    const recordTypes = await this.fields(
      records.map((pv) => pv + RTYP),
      io,
    );
    for (const pv of records) {
      const recordType = recordTypes.get(pv + RTYP);
      if (typeof recordType === 'string' && recordType !== '')
        located.set(pv, { ok: true, server: this.#servers.get(pv) ?? '', recordType });
    }
    return located;
  }

  async describe(pvs: readonly string[], texts: ReadonlySet<string>, io: Io): Promise<ReadonlyMap<string, Shown>> {
    const shown = new Map<string, Shown>();
    const fresh = pvs.filter((pv) => !this.#types.has(pv));
    for (const [pv, result] of await this.#introspect(fresh, io)) if (!result.ok) shown.set(pv, result);
    const byRequest = new Map<string, string[]>();
    for (const pv of pvs) {
      const type = this.#types.get(pv);
      if (type === undefined) continue;
      const request = metaRequest(type);
      byRequest.set(request, [...(byRequest.get(request) ?? []), pv]);
    }
    await Promise.all(
      Array.from(byRequest, async ([request, names]) => {
        const results = request === '' ? undefined : await this.#client.getMany(names, request, io);
        for (const pv of names) {
          const result = results?.get(pv);
          if (result?.ok === false) shown.set(pv, result);
          else shown.set(pv, this.#shown(pv, texts.has(pv), result?.data.value));
        }
      }),
    );
    return shown;
  }

  async fields(names: readonly string[], io: Io): Promise<ReadonlyMap<string, string | number>> {
    const byServer = new Map<string, string[]>();
    for (const name of names) {
      const server = this.#servers.get(name.slice(0, name.lastIndexOf('.')));
      if (server !== undefined) byServer.set(server, [...(byServer.get(server) ?? []), name]);
    }
    const values = new Map<string, string | number>();
    const note = (name: string, result: PvaResult): void => {
      const value = result.ok ? fieldValue(result.data.value) : undefined;
      if (value !== undefined) values.set(name, value);
    };
    await Promise.all(
      Array.from(byServer, async ([server, of]) => {
        await patiently(io, note, (on, within) => this.#client.server(server).getEach(of, on, 'field(value)', within));
      }),
    );
    return values;
  }

  async lacks(pvs: readonly string[], server: string, io: Io): Promise<readonly string[]> {
    return server === '' ? [] : this.#client.server(server).lacks(pvs, io);
  }

  walk(pviPvs: readonly string[], io: Io): Promise<ReadonlyMap<string, PviWalk>> {
    return walkPvi(this.#client, pviPvs, io);
  }

  watch(handler: WatchHandler): WireWatch {
    return new PvaWatch(this.#client, handler);
  }

  warnings(): readonly DevgenError[] {
    return [...this.#duplicates.warnings(), ...this.#warnings.values()];
  }

  close(): Promise<void> {
    return this.#client.close();
  }

  async #list(address: string, io: Io): Promise<ServerNames | DevgenError> {
    const server = this.#client.server(address);
    const within = deadline(Math.min(LIST, io.remaining()), io.signal);
    try {
      return { server: server.endpoint, names: await server.channels(within) };
    } catch (error) {
      io.signal.throwIfAborted();
      if (!(error instanceof DevgenError)) throw error;
      return listsNothing(server.endpoint, error);
    } finally {
      within.done();
    }
  }

  #noteDuplicates(servers: readonly ServerNames[]): void {
    const first = new Map<string, string>();
    for (const { server, names } of servers) {
      for (const name of names) {
        const other = first.get(name);
        if (other === undefined) first.set(name, server);
        else if (other !== server) this.#duplicates.note(name, other, server);
      }
    }
  }

  /** Types, which are kept. A PV that never answers is not waited for longer than the others took. */
  async #introspect(pvs: readonly string[], io: Io): Promise<Map<string, Located>> {
    const located = new Map<string, Located>();
    const note = (pv: string, result: PvaTypeResult): void => {
      located.set(pv, result.ok ? this.#note(pv, result.data) : { ...result, ...this.#serverOf(pv) });
    };
    await patiently(io, note, (on, within) => this.#client.introspectEach(pvs, on, within));
    return located;
  }

  #note(pv: string, type: StructType): Located {
    const { server = '' } = this.#serverOf(pv);
    this.#types.set(pv, type);
    this.#servers.set(pv, server);
    return { ok: true, server };
  }

  #serverOf(pv: string): { readonly server?: string } {
    const { state } = this.#client.channel(pv);
    return state.state === 'connected' ? { server: state.server } : {};
  }

  /** A text may be bytes here: databases of old do not say `Q:form`. */
  #shown(pv: string, isText: boolean, data: PvaStruct | undefined): Shown {
    const type = this.#types.get(pv)!;
    const meta = data === undefined ? {} : pvMeta(data);
    const { labels, ...said } = meta;
    const own = valueSpec(type, labels);
    const spec: ValueSpec = isText && /^[iu]8\[\]$/.test(own.type) ? { type: 'str' } : own;
    const isWritable = this.#client.channel(pv).access?.put !== false && !isPvi(type);
    return { ok: true, spec, meta: spec.labels === undefined ? meta : said, isWritable };
  }
}

/** It is away, or of those that keep no list: servers in Java, and gateways that refuse. */
function listsNothing(server: string, cause: DevgenError): DevgenError {
  const isAway = cause.code.startsWith('CONNECT.') || cause.code.startsWith('ADDRESS.');
  const why = isAway ? cause.message : `${server} does not list its PVs: ${cause.message}`;
  const hint = isAway ? cause.hint : 'Name the PVs: pvi, pvs, lists or databases in the config.';
  return new DevgenError(why, { code: cause.code, source: cause.source, hint, cause });
}

/** Menus are told by their choice. */
function fieldValue({ value }: PvaStruct): string | number | undefined {
  if (typeof value === 'string' || typeof value === 'number') return value;
  if (typeof value !== 'object' || value === null || !('choices' in value)) return undefined;
  const { index, choices } = value as { readonly index: number; readonly choices: readonly string[] };
  return choices[index];
}
