import { nameGlob } from '@devgen/runtime/registry';
import type { LsData } from '../../report/ls-text.ts';
import type { Outcome, Outcomes } from '../../report/outcome.ts';
import { readLastPull } from './last-pull.ts';
import { knownLockOf, ofEach, openWorkspaces, type Place, type Workspace } from './workspace.ts';

export interface LsRequest extends Place {
  readonly globs: readonly string[];
}

/** The devices of the lock, sorted, with what the last pull from this checkout says of them. */
export async function ls(request: LsRequest): Promise<Outcomes<LsData>> {
  return ofEach(await openWorkspaces(request), (workspace) => listed(workspace, request));
}

async function listed(workspace: Workspace, request: LsRequest): Promise<Outcome<LsData>> {
  const { config } = workspace;
  const lock = knownLockOf(workspace);
  const last = await readLastPull(config.output.dir);
  const wanted = request.globs.length === 0 ? () => true : nameGlob(request.globs);
  const offline = config.offline.length === 0 ? () => false : nameGlob(config.offline);
  const devices: LsData['devices'][number][] = [];
  for (const [source, { devices: entries }] of lock.sources) {
    const away = new Map(last?.unreachable.flatMap((note) => (note.source === source ? [[note.device, note]] : [])));
    for (const [name, entry] of entries) {
      if (!wanted(name) && !(entry.alias && wanted(entry.alias))) continue;
      const note = away.get(name);
      devices.push({
        source,
        name,
        class: entry.class,
        ...(entry.alias && { alias: entry.alias }),
        state: entry.gone ? 'gone' : note ? 'unreachable' : 'present',
        ...(note && { why: note.why, since: note.since }),
        ...(offline(name) && { offline: true }),
      });
    }
  }
  const classes = new Set(devices.map((device) => device.class)).size;
  return { data: { devices, classes }, warnings: [], reasons: [] };
}
