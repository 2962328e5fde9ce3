import type { Lock } from '../../model/lock/lock.ts';
import type { KnownDevice } from '../../sources/source-kind.ts';
import { readLastPull } from './last-pull.ts';
import type { Workspace } from './workspace.ts';

/** By source, the devices of locks that are not gone, each with the server that the last pull saw it on. */
export type KnownDevices = ReadonlyMap<string, ReadonlyMap<string, KnownDevice>>;

export async function knownDevices(workspaces: readonly Workspace[]): Promise<KnownDevices> {
  const known = new Map<string, Map<string, KnownDevice>>();
  for (const { config, read } of workspaces) {
    if (read === undefined) continue;
    const serverOf = await lastServers(config.output.dir);
    for (const [source, { devices }] of read.lock.sources) {
      const of = known.get(source) ?? new Map<string, KnownDevice>();
      known.set(source, of);
      for (const [device, entry] of devices) {
        if (entry.gone === true) continue;
        const server = serverOf(source, device);
        of.set(device, { class: classOf(read.lock, entry.class), ...(server !== undefined && { server }) });
      }
    }
  }
  return known;
}

async function lastServers(packageFolder: string): Promise<(source: string, device: string) => string | undefined> {
  const servers = new Map<string, string>();
  for (const { source, server, devices } of (await readLastPull(packageFolder))?.servers ?? [])
    for (const device of devices) servers.set(`${source}\n${device}`, server);
  return (source, device) => servers.get(`${source}\n${device}`);
}

/** What the control system calls it, without the world. */
function classOf(lock: Lock, name: string): string {
  return lock.classes.get(name)?.id.replace(/^[^:]*:/, '') ?? name;
}
