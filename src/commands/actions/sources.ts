import type { DevgenError, Io } from '@devgen/runtime';
import { atAddress } from '../../config/address-error.ts';
import type { SourceConfig } from '../../config/config.ts';
import { masked } from '../../config/credentials.ts';
import { variablesOf, type Environment } from '../../config/environment.ts';
import { readConfig } from '../../config/read-config.ts';
import type { Outcome } from '../../report/outcome.ts';
import type { CountedVariable, ListedSource, SourcesData } from '../../report/sources-text.ts';
import { locateSource, openSource } from './open-source.ts';
import type { Place } from './workspace.ts';

export interface SourcesRequest extends Place {
  readonly env: Environment;
  readonly signal: AbortSignal;
}

/** Every configured source, asked for its list of devices and for nothing else. */
export async function sources(request: SourcesRequest): Promise<Outcome<SourcesData>> {
  const config = await readConfig(request.config, request.folder);
  const listed = await Promise.all(config.sources.map((source) => look(source, request)));
  request.signal.throwIfAborted();
  const reasons = listed.every((source) => source.reachable) ? [] : (['cannot'] as const);
  return { data: { sources: listed }, warnings: [], reasons };
}

async function look(config: SourceConfig, { env, signal }: SourcesRequest): Promise<ListedSource> {
  const { name, kind } = config;
  const base = { name, kind, address: masked(config.address), environment: counted(config, env) };
  try {
    const place = await locateSource(config, env);
    const located = place && { located: { address: masked(place.text), from: place.from } };
    const source = await openSource(config, env);
    const io: Io = { signal, remaining: () => Number.POSITIVE_INFINITY };
    let devices = 0;
    let running = 0;
    let servers: readonly string[] | undefined;
    try {
      for await (const found of source.list(io)) {
        devices += 1;
        if (found.running) running += 1;
      }
      servers = source.servers?.();
    } finally {
      await source.close();
    }
    return { ...base, ...located, reachable: true, devices, running, ...(servers && { servers }) };
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof Error && Symbol.for('devgen.Error') in error)) throw error;
    const { code, message, hint } = atAddress(error as DevgenError, config);
    return { ...base, reachable: false, code, why: message, ...(hint !== undefined && { next: hint }) };
  }
}

/** What a control system's own clients look at, beside the variables that the config names. */
const ownVariables: Readonly<Record<string, readonly string[]>> = {
  tango: ['TANGO_HOST'],
  epics: ['EPICS_PVA_ADDR_LIST', 'EPICS_PVA_AUTO_ADDR_LIST', 'EPICS_PVA_NAME_SERVERS'],
};

function counted(config: SourceConfig, env: Environment): readonly CountedVariable[] {
  const own = isEnvironment(config.address) ? (ownVariables[config.kind] ?? []) : [];
  const names = new Set([...variablesOf(config.address), ...own]);
  return [...names].map((name) => {
    const value = env[name];
    return { name, ...(value && { value: masked(value) }) };
  });
}

function isEnvironment(address: string): boolean {
  return address === 'env' || /^[a-z]+:(?:\/\/)?$/.test(address);
}
