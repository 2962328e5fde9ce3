import { DevgenError, type Io } from '@devgen/runtime';
import { pviPrefix } from '@devgen/runtime/pva';
import { groupPvs } from '../grouping/group-pvs.ts';
import { USUAL_PAIRS } from '../grouping/pairs.ts';
import { filled, Pattern } from '../grouping/pattern.ts';
import { classWord } from '../grouping/words.ts';
import type { Listing } from '../list/listing.ts';
import { pviDevices } from '../list/pvi-devices.ts';
import type { DeviceRule, EpicsOptions } from '../settings.ts';
import type { Located, Wire } from '../wire/wire.ts';
import { type DevicePlan, type PartPlan, pvsOf } from './plan.ts';

/** The devices of a source, before their PVs are asked for types. */
export interface Plans {
  /** By device. */
  readonly plans: ReadonlyMap<string, DevicePlan>;
  /** Devices, and PVs that may be devices, of which nobody knows more. */
  readonly dead: ReadonlyMap<string, { readonly class: string; readonly error: DevgenError }>;
  readonly recordTypes: ReadonlyMap<string, string>;
  readonly warnings: readonly DevgenError[];
}

const SEPARATORS = ':';
const CHANNELS = '.NCH';

/** PVI trees first; what no tree speaks of is grouped by what its records are and how it is called. */
export async function makePlans(wire: Wire, options: EpicsOptions, listing: Listing, io: Io): Promise<Plans> {
  const walks = listing.roots.length === 0 ? new Map() : await wire.walk(listing.roots, io);
  const pvi = pviDevices(walks, new Set(options.pvi));
  const plans = new Map<string, DevicePlan>();
  const dead = new Map<string, { readonly class: string; readonly error: DevgenError }>();
  const servers = await wire.locate([...pvi.devices.keys()], io);
  for (const [root, part] of pvi.devices)
    plans.set(part.prefix, { ...part, class: classOf(root, options.devices), ...serverOf(servers.get(root)) });
  // Of a server's own list: what is called like a PVI need be none.
  const plain = (root: string): boolean => !listing.isNamed && pvi.failed.get(root)?.code === 'PVA.PVI';
  for (const [root, error] of pvi.failed)
    if (!plain(root)) dead.set(pviPrefix(root), { class: classOf(root, options.devices), error });

  const rest = listing.pvs.filter((pv) => !pvi.taken.has(pv) && (!pvi.failed.has(pv) || plain(pv)));
  const located = await wire.locate(rest, io);
  const recordTypes = new Map(
    [...located].flatMap(([pv, at]) => (at.ok && at.recordType !== undefined ? [[pv, at.recordType] as const] : [])),
  );
  for (const plan of await grouped(wire, options, rest, recordTypes, io)) {
    const server = firstServer(plan, located);
    // A PVI says what a device is; PVs beside its tree are no second one of the same name.
    if (!plans.has(plan.prefix)) plans.set(plan.prefix, { ...plan, ...(server !== undefined && { server }) });
  }
  const rules = (options.devices ?? []).map(({ pv }) => new Pattern(pv));
  for (const [pv, at] of located)
    if (!at.ok && !plans.has(pv) && !rules.some((rule) => rule.fits(pv)))
      dead.set(pv, { class: classWord(pv), error: at.error });
  return { plans, dead, recordTypes, warnings: pvi.problems };
}

async function grouped(
  wire: Wire,
  options: EpicsOptions,
  pvs: readonly string[],
  recordTypes: ReadonlyMap<string, string>,
  io: Io,
): Promise<readonly DevicePlan[]> {
  const counted = pvs.filter((pv) => recordTypes.get(pv) === 'scaler').map((pv) => pv + CHANNELS);
  const channels = await wire.fields(counted, io);
  return groupPvs(pvs, options.devices ?? [], {
    separators: options.separators ?? SEPARATORS,
    pairs: options.pairs ?? USUAL_PAIRS,
    access: Object.entries(options.access ?? {}).map(([text, access]) => [new Pattern(text), access]),
    recordTypeOf: (pv) => recordTypes.get(pv),
    channelsOf: (pv) => {
      const count = channels.get(pv + CHANNELS);
      return typeof count === 'number' ? count : undefined;
    },
  });
}

function classOf(root: string, rules: readonly DeviceRule[] = []): string {
  for (const rule of rules) {
    const match = new Pattern(rule.pv).match(root);
    if (match !== undefined && rule.class !== undefined) return filled(rule.class, match.parts);
  }
  return classWord(pviPrefix(root));
}

function serverOf(at: Located | undefined): { readonly server?: string } {
  return at?.ok === true && at.server !== '' ? { server: at.server } : {};
}

function firstServer(plan: PartPlan, located: ReadonlyMap<string, Located>): string | undefined {
  const pvs = [plan.prefix, ...pvsOf(plan)];
  return serverOf(located.get(pvs.find((pv) => located.get(pv)?.ok === true) ?? '')).server;
}
