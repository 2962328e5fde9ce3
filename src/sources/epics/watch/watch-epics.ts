import type { Io } from '@devgen/runtime';
import type { Change } from '../../source.ts';
import { changesOf, type Listing } from '../../watch-listing.ts';
import type { Plans } from '../plan/make-plans.ts';
import { pvsOf } from '../plan/plan.ts';
import type { Wire } from '../wire/wire.ts';
import { type FollowedPvs, followedPvs } from './followed-pvs.ts';
import { Heard, type Told } from './heard.ts';

/** A source as a watch looks at it. */
export interface Looks {
  /** The names of all PVs; a question for each server, or none. */
  names(io: Io): Promise<ReadonlySet<string>>;
  /** Names and devices: a look at every PV. */
  all(io: Io): Promise<{ readonly names: ReadonlySet<string>; readonly plans: Plans }>;
}

/** How often it looks in milliseconds, and whether the source is one server. */
interface WatchEpicsOptions {
  readonly period: number;
  readonly isOne: boolean;
}

/**
 * Tells which devices came, went, or may show themselves otherwise: as soon as servers tell by themselves, and of what
 * they do not tell, other names and PVs that were missing, every `period` milliseconds. Resolves when it listens.
 */
export async function watchEpics(
  wire: Wire,
  looks: Looks,
  { period, isOne }: WatchEpicsOptions,
  io: Io,
): Promise<AsyncGenerator<Change, void, undefined>> {
  let servers: ReadonlySet<string> = new Set();
  const heard = new Heard(({ kind, server }) =>
    kind === 'new' ? !isOne && !servers.has(server) : servers.has(server),
  );
  const watch = wire.watch(heard);
  const listenAndLook = async (): Promise<Look> => {
    const now = await look(looks, io);
    servers = new Set([...now.plans.plans.values()].flatMap(({ server }) => server ?? []));
    await watch.follow(now.followed.pvs, io);
    return now;
  };
  try {
    return tell(await listenAndLook());
  } catch (error) {
    watch.stop();
    throw error;
  }

  async function* tell(first: Look): AsyncGenerator<Change, void, undefined> {
    try {
      for (let before = first; ;) {
        const told = await heard.next(period, io.signal);
        if (told === undefined && !(await isOther(wire, looks, before, io))) continue;
        // Who hears of a change looks at devices then: what is new must be listened to before.
        const now = await listenAndLook();
        yield* changesOf(before.marks, now.marks, told === undefined ? new Set() : concerned(told, before));
        before = now;
      }
    } finally {
      watch.stop();
    }
  }
}

interface Look {
  readonly names: ReadonlySet<string>;
  readonly plans: Plans;
  readonly marks: Listing;
  readonly followed: FollowedPvs;
}

async function look(looks: Looks, io: Io): Promise<Look> {
  const { names, plans } = await looks.all(io);
  return { names, plans, marks: marks(plans), followed: followedPvs(plans) };
}

/** Whether there are other names, or a PV that was missing is there. */
async function isOther(wire: Wire, looks: Looks, { names, plans }: Look, io: Io): Promise<boolean> {
  const now = await looks.names(io);
  if (now.size !== names.size || [...now].some((name) => !names.has(name))) return true;
  if (plans.missing.length === 0) return false;
  return [...(await wire.locate(plans.missing, io)).values()].some(({ ok }) => ok);
}

/** The devices that it was told about. */
function concerned({ pvs, restarted }: Told, { followed, plans }: Look): ReadonlySet<string> {
  const devices = new Set([...pvs].flatMap((pv) => followed.devices.get(pv) ?? []));
  for (const [device, { server = '' }] of plans.plans) if (restarted.has(server)) devices.add(device);
  return devices;
}

function marks({ plans, recordTypes }: Plans): Listing {
  return new Map(
    Array.from(plans, ([device, plan]) => {
      const pvs = pvsOf(plan).map((pv) => [pv, recordTypes.get(pv) ?? '']);
      return [device, JSON.stringify([plan.class, plan.server, plan.record?.class, pvs])];
    }),
  );
}
