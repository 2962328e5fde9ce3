import { DevgenError } from '@devgen/runtime/contract';
import type { OutputConfig } from '../../config/config.ts';
import { overlaidAsFar } from '../../config/overlay/apply-overlay.ts';
import { classPaths } from '../../model/names/class-paths.ts';
import type { Lock } from '../../model/lock/lock.ts';
import type { Outcome, Outcomes, PackageOutcome } from '../../report/outcome.ts';
import type { PvData, ShowData } from '../../report/show-text.ts';
import { sourceKinds } from '../../sources/registry.ts';
import type { Environment } from '../../config/environment.ts';
import { findDevice } from './find-device.ts';
import { readLastPull } from './last-pull.ts';
import { shownMembers } from './shown-members.ts';
import { knownLockOf, located, openWorkspaces, type Place, type Workspace } from './workspace.ts';

export interface ShowRequest extends Place {
  /** A class, a device, an alias, or `SOURCE:DEVICE`. */
  readonly name: string;
}

/** What is at the address of a control system now; `undefined` where the name is no address. */
export async function showPv(name: string, env: Environment): Promise<Outcome<PvData> | undefined> {
  for (const kind of sourceKinds.values()) {
    const look = await kind.lookAt?.(name, env);
    if (look !== undefined) return { data: { kind: 'pv', ...look }, warnings: [], reasons: [] };
  }
  return undefined;
}

/** One class or device of the lock, for which no control system is asked: of every package that has it. */
export async function show(request: ShowRequest): Promise<Outcomes<ShowData>> {
  const workspaces = await openWorkspaces(request);
  const unknown: unknown[] = [];
  const all: PackageOutcome<ShowData>[] = [];
  for (const workspace of workspaces.all) {
    try {
      all.push({ ...located(workspace), ...(await showLocked(workspace, request.name)) });
    } catch (error) {
      if (!(error instanceof DevgenError) || error.code !== 'USAGE.NAME_UNKNOWN') throw error;
      unknown.push(error);
    }
  }
  if (all.length === 0) throw unknown[0];
  return { isList: workspaces.config.isList, all };
}

/** Upper and lower case are the same unless both exist. */
async function showLocked(workspace: Workspace, name: string): Promise<Outcome<ShowData>> {
  const { config } = workspace;
  const lock = overlaidAsFar(knownLockOf(workspace), config.overlay);
  const className = one(name, [...lock.classes.keys()]);
  if (className !== undefined) return outcome(ofClass(lock, className, config.output));
  const found = findDevice(lock, name, 'show');
  const last = await readLastPull(config.output.dir);
  const away = last?.unreachable.some((note) => note.source === found.source && note.device === found.name);
  const data: ShowData = {
    ...ofClass(lock, found.entry.class, config.output),
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

function ofClass(lock: Lock, name: string, { layout }: OutputConfig): ShowData {
  const entry = lock.classes.get(name);
  if (!entry) throw new DevgenError(`The lock has no class ${name}`, { code: 'LOCK.INVALID', hint: 'devgen check' });
  const file = classPaths(lock, layout).get(name);
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
