import { DevgenError } from '@devgen/runtime';
import { overlaidAsFar } from '../../config/overlay/apply-overlay.ts';
import type { Lock } from '../../model/lock/lock.ts';
import type { Outcome } from '../../report/outcome.ts';
import type { PvData, ShowData } from '../../report/show-text.ts';
import { sourceKinds } from '../../sources/registry.ts';
import type { Environment } from '../../config/environment.ts';
import { findDevice } from './find-device.ts';
import { readLastPull } from './last-pull.ts';
import { shownMembers } from './shown-members.ts';
import { openKnown, type Place } from './workspace.ts';

export interface ShowRequest extends Place {
  /** A class, a device, an alias, or `SOURCE:DEVICE`; or the address of what a control system shows now. */
  readonly name: string;
  readonly env: Environment;
}

/** One class or device of the lock, for which no control system is asked; or what is at an address now. */
export async function show(request: ShowRequest): Promise<Outcome<ShowData | PvData>> {
  for (const kind of sourceKinds.values()) {
    const look = await kind.lookAt?.(request.name, request.env);
    if (look !== undefined) return { data: { kind: 'pv', ...look }, warnings: [], reasons: [] };
  }
  return showLocked(request);
}

/** Upper and lower case are the same unless both exist. */
async function showLocked(request: ShowRequest): Promise<Outcome<ShowData>> {
  const { config, lock: facts } = await openKnown(request);
  const lock = overlaidAsFar(facts, config.overlay);
  const className = one(request.name, [...lock.classes.keys()]);
  if (className !== undefined) return outcome(ofClass(lock, className));
  const found = findDevice(lock, request.name, 'show');
  const last = await readLastPull(config.output.dir);
  const away = last?.unreachable.some((note) => note.source === found.source && note.device === found.name);
  const data: ShowData = {
    ...ofClass(lock, found.entry.class),
    kind: 'device',
    name: found.name,
    source: found.source,
    ...(found.entry.alias && { alias: found.entry.alias }),
    state: found.entry.gone ? 'gone' : away ? 'unreachable' : 'present',
    members: shownMembers(lock, found.entry.class, found.entry),
  };
  const { devices: _, ...rest } = data;
  return outcome(rest);
}

function outcome(data: ShowData): Outcome<ShowData> {
  return { data, warnings: [], reasons: [] };
}

function ofClass(lock: Lock, name: string): ShowData {
  const entry = lock.classes.get(name);
  if (!entry) throw new DevgenError(`The lock has no class ${name}`, { code: 'LOCK.INVALID', hint: 'devgen check' });
  const [file] = [...lock.ledger.files].find(([, owner]) => owner === name) ?? [];
  const devices = [...lock.sources.values()].flatMap((source) =>
    [...source.devices].filter(([, device]) => device.class === name).map(([device]) => device),
  );
  return {
    kind: 'class',
    name,
    class: name,
    id: entry.id,
    interface: entry.interface.slice(0, 8),
    ...(entry.doc && { doc: entry.doc }),
    ...(file && { file: `${file}.ts` }),
    devices,
    members: shownMembers(lock, name),
  };
}

/** The candidate itself, or the only one that differs in case alone. */
function one(written: string, candidates: readonly string[]): string | undefined {
  if (candidates.includes(written)) return written;
  const folded = candidates.filter((candidate) => candidate.toLowerCase() === written.toLowerCase());
  return folded.length === 1 ? folded[0] : undefined;
}
