import type { Lock } from '../../model/lock/lock.ts';
import type { KnownDevice } from '../../sources/source-kind.ts';
import { readLastPull } from './last-pull.ts';

/** By source, the devices of a lock that are not gone, each with the server that the last pull saw it on. */
export type KnownDevices = ReadonlyMap<string, ReadonlyMap<string, KnownDevice>>;

export async function knownDevices(packageFolder: string, lock: Lock | undefined): Promise<KnownDevices> {
  const servers = new Map<string, string>();
  for (const { source, server, devices } of (await readLastPull(packageFolder))?.servers ?? [])
    for (const device of devices) servers.set(`${source}\n${device}`, server);
  return new Map(
    Array.from(lock?.sources ?? [], ([name, { devices }]) => {
      const present = [...devices].flatMap(([device, entry]): readonly [string, KnownDevice][] => {
        if (entry.gone === true) return [];
        const server = servers.get(`${name}\n${device}`);
        return [[device, { class: classOf(lock, entry.class), ...(server !== undefined && { server }) }]];
      });
      return [name, new Map(present)];
    }),
  );
}

/** What the control system calls it, without the world. */
function classOf(lock: Lock | undefined, name: string): string {
  return lock?.classes.get(name)?.id.replace(/^[^:]*:/, '') ?? name;
}
