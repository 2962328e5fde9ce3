import { DevgenError } from '@devgen/runtime/contract';
import { compareText } from '../lock/canonical.ts';
import type { Lock, LockDevice } from '../lock/lock.ts';
import type { DeviceRef, ListedDevice, MergeOptions, PulledDevice, PulledSource, UnreachableDevice } from './pulled.ts';

export type FreshDevice = DeviceRef & { readonly pulled: Extract<PulledDevice, { ok: true }> };
export type KeptDevice = DeviceRef & {
  readonly entry: LockDevice;
  /** Whether its interface counts as in use: not of a device that could not be asked, nor of one that is gone. */
  readonly holds: boolean;
};

/** Every device of the lock and of the pull, by what is known of it now. */
export interface Census {
  readonly fresh: readonly FreshDevice[];
  readonly kept: readonly KeptDevice[];
  readonly unreachable: readonly UnreachableDevice[];
  readonly gone: readonly DeviceRef[];
  readonly neverRunning: ReadonlyMap<string, number>;
  readonly outside: number;
}

interface Draft {
  readonly fresh: FreshDevice[];
  readonly kept: KeptDevice[];
  readonly unreachable: UnreachableDevice[];
  readonly gone: DeviceRef[];
  readonly neverRunning: Map<string, number>;
  outside: number;
}

export function takeCensus(previous: Lock, pulled: readonly PulledSource[], options: MergeOptions): Census {
  const draft: Draft = { fresh: [], kept: [], unreachable: [], gone: [], neverRunning: new Map(), outside: 0 };
  const sources = new Map(pulled.map((source) => [source.name, source]));
  for (const name of new Set([...previous.sources.keys(), ...sources.keys()])) {
    const known = previous.sources.get(name)?.devices ?? new Map<string, LockDevice>();
    const source = sources.get(name);
    if (source === undefined) leave(name, known, draft);
    else countSource(source, known, draft, options.covers ?? (() => true));
  }
  return {
    ...draft,
    fresh: draft.fresh.toSorted(byDevice),
    kept: draft.kept.toSorted(byDevice),
    unreachable: draft.unreachable.toSorted(byDevice),
    gone: draft.gone.toSorted(byDevice),
  };
}

/** By device name, then source. */
export function byDevice(a: DeviceRef, b: DeviceRef): number {
  return compareText(a.device, b.device) || compareText(a.source, b.source);
}

/** A source that this pull did not look at. */
function leave(source: string, known: ReadonlyMap<string, LockDevice>, draft: Draft): void {
  for (const [device, entry] of known) keep(source, device, entry, draft);
}

function countSource(
  source: PulledSource,
  known: ReadonlyMap<string, LockDevice>,
  draft: Draft,
  covers: (source: string, device: string) => boolean,
): void {
  const { name } = source;
  const listed = new Map('listed' in source ? source.listed.map((found) => [found.device, found]) : []);
  const described = new Map('listed' in source ? source.described.map((each) => [each.found.device, each]) : []);
  for (const device of new Set([...known.keys(), ...listed.keys(), ...described.keys()])) {
    const entry = known.get(device);
    const pulled = described.get(device);
    if (pulled?.ok === true) draft.fresh.push({ source: name, device, pulled });
    else if (!covers(name, device) || entry?.gone === true) keep(name, device, entry, draft);
    else {
      const found = pulled?.found ?? listed.get(device);
      const error = 'error' in source ? source.error : pulled?.ok === false ? pulled.error : undefined;
      countAbsent({ name, device, entry, found, error }, draft);
    }
  }
}

/** A device of the glob that did not show itself. */
function countAbsent(
  absent: {
    readonly name: string;
    readonly device: string;
    readonly entry: LockDevice | undefined;
    readonly found: ListedDevice | undefined;
    readonly error: DevgenError | undefined;
  },
  draft: Draft,
): void {
  const { name, device, entry, found, error } = absent;
  if (error === undefined && found === undefined) {
    if (entry !== undefined) draft.kept.push({ source: name, device, entry: { ...entry, gone: true }, holds: false });
    draft.gone.push({ source: name, device });
  } else if (error === undefined && found?.running === true) {
    keep(name, device, entry, draft);
  } else if (error === undefined && entry === undefined) {
    draft.neverRunning.set(name, (draft.neverRunning.get(name) ?? 0) + 1);
  } else {
    if (entry !== undefined) draft.kept.push({ source: name, device, entry, holds: false });
    draft.unreachable.push({
      source: name,
      device,
      class: entry?.class,
      error: error ?? notRunning(device),
      ...(found?.server === undefined ? {} : { server: found.server }),
    });
  }
}

function keep(source: string, device: string, entry: LockDevice | undefined, draft: Draft): void {
  if (entry === undefined) return;
  const gone = entry.gone === true;
  draft.kept.push({ source, device, entry, holds: !gone });
  if (!gone) draft.outside += 1;
}

function notRunning(device: string): DevgenError {
  return new DevgenError(`${device} is defined, but not running`, {
    code: 'DEVICE.NOT_RUNNING',
    device,
    hint: 'Start its server and pull again; its entry in the lock is kept.',
  });
}
