import type { DevgenError, Io } from '@devgen/runtime';
import { nameGlob } from '@devgen/runtime/registry';
import { atAddress } from '../../config/address-error.ts';
import type { Config, OutputSelection, SourceConfig } from '../../config/config.ts';
import type { Environment } from '../../config/environment.ts';
import { selection } from '../../config/glob.ts';
import { selectsOf } from '../../config/outputs/selects.ts';
import type { PulledDevice, PulledSource } from '../../model/merge/pulled.ts';
import { SharedFacts } from '../../model/merge/share-facts.ts';
import type { Progress } from '../../report/progress.ts';
import type { Found, Source } from '../../sources/source.ts';
import type { KnownDevices } from './known-devices.ts';
import { openSource } from './open-source.ts';

export interface CollectRequest {
  readonly env: Environment;
  readonly signal: AbortSignal;
  readonly onProgress: (label: string, progress: Progress) => void;
  /** By source, the devices to look at and no others: of a source that is not named none. */
  readonly only?: ReadonlyMap<string, Asked>;
}

/** A request with what the lock has. */
type KnowingRequest = CollectRequest & { readonly known: KnownDevices };

/** Devices of a source. */
export type Asked = ReadonlySet<string> | 'all';

/** What the control systems showed, and which devices were to be looked at. */
export interface Collected {
  readonly pulled: readonly PulledSource[];
  /** Also of a device that is listed no more, which only its name can tell. */
  readonly covers: (source: string, device: string) => boolean;
  readonly lists: (source: string, device: string) => boolean;
}

/**
 * Asks every source once for what any of the packages has; one that cannot be reached is an entry with its error. Rejects
 * only when stopped.
 */
export async function collect(
  config: Pick<Config, 'sources'>,
  packages: readonly OutputSelection[],
  globs: readonly string[],
  request: KnowingRequest,
): Promise<Collected> {
  const { only } = request;
  const parts = packages.map(selectsOf);
  const meant = globs.length === 0 ? () => true : nameGlob(globs);
  const asked = (source: string, device: string): boolean => isAsked(only, source, device) && meant(device);
  const listed = new Map<string, boolean>();
  const progress = new SharedProgress(request.onProgress);
  const pulled = await Promise.all(
    config.sources
      .filter(({ name }) => (only?.has(name) ?? true) && parts.some((part) => part.source(name)))
      .map(async (source): Promise<PulledSource> => {
        const selected = selecting(source, (device) => asked(source.name, device));
        const own = parts.filter((part) => part.source(source.name));
        const wanted: Wanted = (found) =>
          selected(found) && own.some((part) => part.device(found.device) && part.class(found.class));
        const base = { name: source.name, kind: source.kind };
        try {
          return { ...base, ...(await pullSource(source, wanted, listed, progress, request)) };
        } catch (error) {
          request.signal.throwIfAborted();
          if (!isExpected(error)) throw error;
          return { ...base, error: atAddress(error, source) };
        }
      }),
  );
  request.signal.throwIfAborted();
  const selected = new Map(config.sources.map((source) => [source.name, selection(source.include, source.exclude)]));
  const covers = (source: string, device: string): boolean =>
    listed.get(`${source}\n${device}`) ?? (asked(source, device) && (selected.get(source)?.(device) ?? false));
  const lists = (source: string, device: string): boolean => listed.has(`${source}\n${device}`);
  return { pulled, covers, lists };
}

function isAsked(only: CollectRequest['only'], source: string, device: string): boolean {
  const devices = only === undefined ? 'all' : only.get(source);
  return devices === 'all' || (devices?.has(device) ?? false);
}

type Wanted = (found: Pick<Found, 'device' | 'class' | 'alias'>) => boolean;

/** Whether the config means a device, and the globs of the command too. */
export function selecting(source: SourceConfig, asked: (name: string) => boolean = () => true): Wanted {
  const devices = selection(source.include, source.exclude);
  const classes = selection(source.classes, source.excludeClasses);
  return (found) =>
    (asked(found.device) || (found.alias !== undefined && asked(found.alias))) &&
    devices(found.device) &&
    classes(found.class);
}

async function pullSource(
  config: SourceConfig,
  wanted: Wanted,
  covered: Map<string, boolean>,
  progress: SharedProgress,
  { env, signal, known }: KnowingRequest,
): Promise<Omit<Extract<PulledSource, { listed: unknown }>, 'name' | 'kind'>> {
  const source = await openSource(config, env, known.get(config.name));
  // A facility may take minutes; what bounds a pull is the source's own deadline a server.
  const io: Io = { signal, remaining: () => Number.POSITIVE_INFINITY };
  try {
    const listed = await gather(source.list(io));
    for (const found of listed) covered.set(`${config.name}\n${found.device}`, wanted(found));
    const batch = listed.filter((found) => found.running && wanted(found));
    const described = await describe(source, batch, progress, io);
    const warnings = source.warnings?.() ?? [];
    const servers = source.servers?.();
    return { listed, described, ...(servers && { servers }), ...(warnings.length > 0 && { warnings }) };
  } finally {
    await source.close();
  }
}

async function describe(
  source: Source,
  batch: readonly Found[],
  progress: SharedProgress,
  io: Io,
): Promise<readonly PulledDevice[]> {
  progress.expect(batch.length);
  const described: PulledDevice[] = [];
  const facts = new SharedFacts();
  for await (const device of source.describe(batch, io)) {
    described.push(device.ok ? { ...device, live: facts.of(device.live) } : device);
    progress.count(device.ok);
  }
  return described;
}

async function gather<T>(items: AsyncIterable<T>): Promise<readonly T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

/** Out of reach is an answer; a wrong config or a bug is not. */
function isExpected(error: unknown): error is DevgenError {
  return (
    error instanceof Error &&
    'code' in error &&
    typeof error.code === 'string' &&
    Symbol.for('devgen.Error') in error &&
    !error.code.startsWith('CONFIG.')
  );
}

/** Several sources, one line. */
class SharedProgress {
  readonly #tell: CollectRequest['onProgress'];
  #done = 0;
  #total = 0;
  #failed = 0;

  constructor(tell: CollectRequest['onProgress']) {
    this.#tell = tell;
  }

  expect(devices: number): void {
    this.#total += devices;
  }

  count(ok: boolean): void {
    this.#done += 1;
    if (!ok) this.#failed += 1;
    this.#tell('pull', { done: this.#done, total: this.#total, failed: this.#failed });
  }
}
