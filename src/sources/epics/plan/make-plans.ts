import type { Io } from '@devgen/runtime';
import { DevgenError } from '@devgen/runtime/contract';
import { pviPrefix } from '@devgen/runtime/pva';
import { groupPvs } from '../grouping/group-pvs.ts';
import { USUAL_PAIRS } from '../grouping/pairs.ts';
import { filled, Pattern } from '../grouping/pattern.ts';
import { classWord, lastSeparator } from '../grouping/words.ts';
import type { Listing } from '../list/listing.ts';
import { pviDevices } from '../list/pvi-devices.ts';
import type { DeviceRule, EpicsOptions } from '../settings.ts';
import { namesText } from '../names-text.ts';
import type { Located, Wire } from '../wire/wire.ts';
import { type DevicePlan, type PartPlan, pvsOf } from './plan.ts';

/** A device of which nobody knows more. */
export interface DeadDevice {
  readonly class: string;
  readonly error: DevgenError;
  /** Where it was last seen. */
  readonly server?: string;
}

/** The devices of a source, before their PVs are asked for types. */
export interface Plans {
  /** By device. */
  readonly plans: ReadonlyMap<string, DevicePlan>;
  /** Devices, and PVs that may be devices, of which nobody knows more. */
  readonly dead: ReadonlyMap<string, DeadDevice>;
  readonly recordTypes: ReadonlyMap<string, string>;
  /** The PVIs that a device was made of, its root first; by device. */
  readonly pvis: ReadonlyMap<string, readonly string[]>;
  /** PVs that are to be there, and are nowhere. */
  readonly missing: readonly string[];
  readonly warnings: readonly DevgenError[];
}

const SEPARATORS = ':';
const CHANNELS = '.NCH';

/** PVI trees first; what no tree speaks of is grouped by what its records are and how it is called. */
export async function makePlans(wire: Wire, options: EpicsOptions, listing: Listing, io: Io): Promise<Plans> {
  const walks = listing.roots.length === 0 ? new Map() : await wire.walk(listing.roots, io);
  const pvi = pviDevices(walks, new Set(options.pvi));
  const plans = new Map<string, DevicePlan>();
  const dead = new Map<string, DeadDevice>();
  const servers = await wire.locate([...pvi.devices.keys()], io);
  for (const [root, part] of pvi.devices)
    plans.set(part.prefix, { ...part, class: classOf(root, options.devices), ...serverOf(servers.get(root)) });
  // Of a server's own list: what is called like a PVI need be none.
  const plain = (root: string): boolean => !listing.isNamed && pvi.failed.get(root)?.code === 'PVA.PVI';
  for (const [root, error] of pvi.failed)
    if (!plain(root)) dead.set(pviPrefix(root), { class: classOf(root, options.devices), error });

  const inside = listing.isNamed ? () => false : insideOf([...plans.keys()], options.separators ?? SEPARATORS);
  const rules = (options.devices ?? []).map(({ pv }) => new Pattern(pv));
  const isFree = (pv: string): boolean =>
    !pvi.taken.has(pv) && (!pvi.failed.has(pv) || plain(pv)) && (!inside(pv) || rules.some((rule) => rule.fits(pv)));
  const free = listing.pvs.filter(isFree);
  const located = await wire.locate(free, io);
  // A server lists services too, and what has no value yet; whoever names a PV wants to know that it shows nothing.
  const silent = new Set(listing.isNamed ? [] : free.filter((pv) => isSilent(located.get(pv))));
  const rest = free.filter((pv) => !silent.has(pv));
  const recordTypes = new Map(
    [...located].flatMap(([pv, at]) => (at.ok && at.recordType !== undefined ? [[pv, at.recordType] as const] : [])),
  );
  for (const plan of await grouped(wire, options, rest, recordTypes, io)) {
    const server = firstServer(plan, located);
    // A PVI says what a device is; PVs beside its tree are no second one of the same name.
    if (!plans.has(plan.prefix)) plans.set(plan.prefix, { ...plan, ...(server !== undefined && { server }) });
  }
  for (const [pv, at] of located)
    if (!at.ok && !silent.has(pv) && !plans.has(pv) && !rules.some((rule) => rule.fits(pv)))
      dead.set(pv, { class: classWord(pv), error: at.error });
  const warnings = [...pvi.problems, ...(silent.size === 0 ? [] : [silentWarning([...silent])])];
  const pvis = new Map([...pvi.pvis].map(([root, pvs]) => [pviPrefix(root), pvs]));
  const nowhere = [...pvi.failed].flatMap(([root, { code }]) => (code === 'PVA.PVI' ? [] : [root]));
  const missing = [...nowhere, ...rest.filter((pv) => located.get(pv)?.ok === false)];
  return { plans, dead, recordTypes, pvis, missing, warnings };
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

/** PVs below a device with a PVI that its author did not show: they are the IOC's own business. */
function insideOf(devices: readonly string[], separators: string): (pv: string) => boolean {
  const prefixes = new Set(devices);
  return (pv) => {
    for (let end = lastSeparator(pv, separators); end > 0; end = lastSeparator(pv.slice(0, end), separators))
      if (prefixes.has(pv.slice(0, end))) return true;
    return false;
  };
}

function isSilent(at: Located | undefined): boolean {
  return at?.ok === false && at.server !== undefined;
}

function silentWarning(pvs: readonly string[]): DevgenError {
  return new DevgenError(`left out, as they show no type: ${namesText(pvs)}`, {
    code: 'PVA.SILENT',
    hint: 'They have no value yet, or are services. Put them under ignore, or name them under pvs to have them reported as unreachable.',
  });
}
