import { type DeviceSpec, deadline, type MemberSpec } from '@devgen/runtime';
import {
  introspect,
  normalise,
  normalisePvi,
  PandaClient,
  type PviKind,
  type PviMember,
  type PviRoute,
} from '@devgen/runtime/panda';
import { beforeAll } from 'vitest';
import { pandaboxNoFmc } from '../../../../src/sim/panda/firmware/pandabox-no-fmc.ts';
import { PandaSim } from '../../../../src/sim/panda/server/panda-sim.ts';
import { fixtureOf, published } from './published.ts';

/** The class of the box itself, of the blocks and instances that the fixtures have. */
export let wanted: DeviceSpec;

beforeAll(async () => {
  const counts = Object.entries(fixtureOf('ioc').blocks).map(
    ([name, instances]) => [name.toUpperCase(), Object.keys(instances).length] as const,
  );
  const kept = new Map(counts);
  const sim = await PandaSim.start({ firmware: pandaboxNoFmc });
  const client = new PandaClient(`${sim.host}:${sim.port}`);
  const io = deadline(10_000);
  const { live } = normalise(await introspect(client, io, 'METADATA'));
  io.done();
  await client.close();
  await sim.stop();
  // The fixtures are of some blocks and instances.
  const members = Object.entries(live.spec.members).flatMap(([key, shown]): [string, MemberSpec][] => {
    if (shown.kind === 'vector') {
      const count = kept.get(key);
      return count === undefined ? [] : [[key, { ...shown, keys: shown.keys.slice(0, count) }]];
    }
    return shown.kind !== 'block' || kept.has(key) || key === '*METADATA' ? [[key, shown]] : [];
  });
  wanted = { ...live.spec, members: Object.fromEntries(members) };
});

/** The same box as an IOC publishes it. */
export function route(kind: PviKind): PviRoute {
  return normalisePvi(kind, published(kind), wanted);
}

export function member(kind: PviKind, key: string): PviMember {
  const found = route(kind).members.get(key);
  if (found === undefined) throw new Error(`${kind} has no ${key}`);
  return found;
}
