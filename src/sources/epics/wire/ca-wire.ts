import type { Io } from '@devgen/runtime';
import { DevgenError, type Meta, type ValueSpec } from '@devgen/runtime/contract';
import { CaClient, type CaChannel, type CaClientOptions, caValueSpec } from '@devgen/runtime/ca';
import type { PviWalk } from '@devgen/runtime/pva';
import { CaWatch } from './ca-watch.ts';
import { type CaFacts, caMeta, configurationFields, wantedType } from './ca-records.ts';
import { Duplicates } from './duplicates.ts';
import { caServerOnly } from './one-server.ts';
import { patiently } from './patience.ts';
import type { Located, ServerNames, Shown, WatchHandler, Wire, WireWatch } from './wire.ts';

/** Channel Access. With `server` it is that one alone; else those of the environment. */
export class CaWire implements Wire {
  readonly #client: CaClient;
  readonly #duplicates = new Duplicates('ca');
  readonly #recordTypes = new Map<string, string>();

  constructor(server: string | undefined, { environment = process.env, ...options }: CaClientOptions = {}) {
    this.#client = new CaClient({
      ...options,
      environment: server === undefined ? environment : caServerOnly(server, environment),
    });
    this.#client.onWarning((warning) => this.#duplicates.noteWarning(warning));
  }

  async list(): Promise<readonly ServerNames[]> {
    throw new DevgenError('servers of Channel Access keep no list of their PVs', {
      code: 'CONFIG.VALUE',
      hint: 'Name the PVs: pvs, lists or databases in the config.',
    });
  }

  async locate(pvs: readonly string[], io: Io): Promise<ReadonlyMap<string, Located>> {
    return each(pvs, io, async (pv, within): Promise<Located> => {
      const channel = this.#client.channel(pv);
      await channel.connect(within);
      const server = serverOf(channel);
      // A field is none of its own: `X.EGU` is of the record X.
      const recordType = /\.[A-Z][A-Z0-9]*\$?$/.test(pv) ? '' : await channel.recordType(within).catch(() => '');
      if (recordType !== '') this.#recordTypes.set(pv, recordType);
      return { ok: true, server, ...(recordType !== '' && { recordType }) };
    });
  }

  async describe(pvs: readonly string[], texts: ReadonlySet<string>, io: Io): Promise<ReadonlyMap<string, Shown>> {
    const records = pvs.flatMap((pv) =>
      configurationFields(this.#recordTypes.get(pv)).map((field) => `${pv}.${field}`),
    );
    const [fields, labels] = await Promise.all([this.fields(records, io), this.#labels(pvs, io)]);
    return each(pvs, io, async (pv, within): Promise<Shown> => {
      const channel = this.#client.channel(pv);
      await channel.connect(within);
      const { info } = channel;
      const facts: CaFacts = { recordType: this.#recordTypes.get(pv), field: (name) => fields.get(`${pv}.${name}`) };
      const wanted: ValueSpec | undefined = texts.has(pv) ? { type: 'str' } : wantedType(facts);
      const spec = caValueSpec(info!, labels.get(pv), wanted);
      const meta: Meta = caMeta(facts);
      return { ok: true, spec, meta, isWritable: info!.access.write };
    });
  }

  async fields(names: readonly string[], io: Io): Promise<ReadonlyMap<string, string | number>> {
    const values = new Map<string, string | number>();
    const read = await each(names, io, async (name, within) => {
      const channel = this.#client.channel(name);
      await channel.connect(within);
      const as = channel.info?.type === 'enum' ? ({ as: 'string' } as const) : {};
      return { ok: true as const, value: (await channel.get({ form: 'plain', ...as }, within)).value };
    });
    for (const [name, result] of read)
      if (result.ok && (typeof result.value === 'string' || typeof result.value === 'number'))
        values.set(name, result.value);
    return values;
  }

  /** A server that has a record has all its fields, and one that is connected has the PV. */
  async lacks(): Promise<readonly string[]> {
    return [];
  }

  async walk(pviPvs: readonly string[]): Promise<ReadonlyMap<string, PviWalk>> {
    return new Map(pviPvs.map((pv) => [pv, { ok: false, error: noStructure(pv) }]));
  }

  watch(handler: WatchHandler): WireWatch {
    return new CaWatch(this.#client, (pv) => this.#recordTypes.has(pv), handler);
  }

  warnings(): readonly DevgenError[] {
    return this.#duplicates.warnings();
  }

  close(): Promise<void> {
    return this.#client.close();
  }

  /** Choices come with the number that is set: Channel Access has no other way to ask for them. */
  async #labels(pvs: readonly string[], io: Io): Promise<ReadonlyMap<string, readonly string[]>> {
    const choices = pvs.filter((pv) => this.#client.channel(pv).info?.type === 'enum');
    const read = await each(choices, io, async (pv, within) => {
      const { meta } = await this.#client.channel(pv).get({ form: 'graphic', count: 1 }, within);
      return { ok: true as const, labels: meta?.labels ?? [] };
    });
    return new Map([...read].flatMap(([pv, result]) => (result.ok ? [[pv, result.labels] as const] : [])));
  }
}

interface Failed {
  readonly ok: false;
  readonly error: DevgenError;
}

/** Asks each, side by side. */
async function each<T>(
  names: readonly string[],
  io: Io,
  ask: (name: string, within: Io) => Promise<T>,
): Promise<ReadonlyMap<string, T | Failed>> {
  const results = new Map<string, T | Failed>();
  const note = (name: string, result: T | Failed): unknown => results.set(name, result);
  await patiently(io, note, async (on, within) => {
    await Promise.all(names.map(async (name) => on(name, await ask(name, within).catch(failed))));
  });
  return results;
}

function failed(error: DevgenError): Failed {
  return { ok: false, error };
}

function noStructure(pv: string): DevgenError {
  const source = `ca://${pv}`;
  return new DevgenError('a PVI has a structure, which Channel Access cannot carry', {
    code: 'PVA.PVI',
    about: source,
    source,
    hint: 'Take the address pva: for it.',
  });
}

function serverOf({ state }: CaChannel): string {
  return state.state === 'connected' ? state.server : '';
}
