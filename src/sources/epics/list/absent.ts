import { DevgenError } from '@devgen/runtime/contract';
import type { KnownDevice } from '../../source-kind.ts';
import { namesText } from '../names-text.ts';
import type { DeadDevice } from '../plan/make-plans.ts';

/**
 * Devices of the lock that no server has which answered a search for anybody. Nobody knows whether another one has them:
 * they are out of reach, not gone. Left out are those whose own server answered without them: it is known by what else
 * it had, and has still, as another IOC may be at its address today.
 */
export function absentDevices(
  known: ReadonlyMap<string, KnownDevice>,
  /** By device, the server that has it. */
  present: ReadonlyMap<string, { readonly server?: string }>,
  servers: readonly string[],
): ReadonlyMap<string, DeadDevice> {
  const same = new Set<string>();
  for (const [device, { server }] of known)
    if (server !== undefined && present.get(device)?.server === server) same.add(server);
  const absent = new Map<string, DeadDevice>();
  for (const [device, of] of known) {
    if (present.has(device) || (of.server !== undefined && same.has(of.server))) continue;
    absent.set(device, { ...of, error: absence(device, of, servers) });
  }
  return absent;
}

function absence(device: string, { server }: KnownDevice, servers: readonly string[]): DevgenError {
  const seen = server === undefined ? '' : `; it was last seen on ${server}`;
  return new DevgenError(`no server that answered has it: ${namesText(servers)}${seen}`, {
    code: 'PVA.NOT_FOUND',
    device,
    hint: 'Start its IOC, and pull again. One that was taken away for good is told by a pull of its own server, pva://HOST:PORT.',
  });
}
