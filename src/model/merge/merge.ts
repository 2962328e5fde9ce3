import { type Census, takeCensus } from './census.ts';
import { agreeDetails, type AgreedDetails, deviceKey } from './details.ts';
import { detailHash } from '../lock/hash.ts';
import { extendLedger } from './ledger.ts';
import { EMPTY_LOCK, type Lock, type LockClass, type LockDevice, type LockSource } from '../lock/lock.ts';
import { reportMerge } from './merge-report.ts';
import { nameLabelSets } from '../names/name-label-sets.ts';
import { nameShapes } from '../names/name-shapes.ts';
import { interfaceOf } from './open-class.ts';
import { Places } from './places.ts';
import type { MergeOptions, MergeReport, PulledSource } from './pulled.ts';
import { shapeKey } from '../shape.ts';
import { shapeClasses } from './shape-classes.ts';
import { calledNames, type ShapeEntry, tabulateShapes } from './shape-table.ts';

export interface Merged {
  readonly lock: Lock;
  readonly report: MergeReport;
}

/**
 * The lock after a pull. What the pull did not look at or could not reach stays as it was; what was deleted is marked.
 * The result depends on the facts alone, not on the order in which they came.
 */
export function merge(previous: Lock | undefined, pulled: readonly PulledSource[], options: MergeOptions = {}): Merged {
  const before = previous ?? EMPTY_LOCK;
  const census = takeCensus(before, pulled, options);
  const table = tabulateShapes(census.fresh);
  const places = new Places(before.classes);
  const shapes = nameShapes(table, before, census.kept, places);
  const { names } = shapes;
  const sets = nameLabelSets(table, names, before);
  const shaped = shapeClasses(before, { table, names: shapes, sets, kept: census.kept });
  const details = agreeDetails(shaped, table, names, { lock: before, kept: census.kept, places });
  const classes = detailClasses(shaped, details);
  const lock: Lock = {
    classes,
    labels: sets.labels,
    ledger: extendLedger(
      before.ledger,
      { classes, labels: sets.labels },
      options.naming ?? 'camel',
      calledNames(table),
    ),
    sources: lockSources(before, pulled, census, { classes, table, names, details }),
  };
  return { lock, report: reportMerge(before, lock, census) };
}

function detailClasses(shaped: ReadonlyMap<string, LockClass>, details: AgreedDetails): ReadonlyMap<string, LockClass> {
  const classes = new Map<string, LockClass>();
  for (const [name, of] of shaped) {
    const agreed = details.classes.get(name);
    const members = new Map(
      [...of.members].map(([key, member]) => [key, { ...member, meta: agreed?.get(key) ?? member.meta }] as const),
    );
    classes.set(name, { ...of, members, detail: detailHash({ ...of, members }) });
  }
  return classes;
}

interface Naming {
  readonly classes: ReadonlyMap<string, LockClass>;
  readonly table: ReadonlyMap<string, ShapeEntry>;
  readonly names: ReadonlyMap<string, string>;
  readonly details: AgreedDetails;
}

function lockSources(before: Lock, pulled: readonly PulledSource[], census: Census, naming: Naming): Lock['sources'] {
  const drafts = new Map<string, { kind: string; devices: Map<string, LockDevice> }>();
  const kinds = new Map<string, Pick<LockSource, 'kind'>>([
    ...before.sources,
    ...pulled.map((source) => [source.name, source] as const),
  ]);
  for (const [name, { kind }] of kinds) drafts.set(name, { kind, devices: new Map() });
  const detailsOf = (key: string): Pick<LockDevice, 'details'> => {
    const details = naming.details.devices.get(key);
    return details === undefined ? {} : { details };
  };
  for (const { shape, places } of naming.table.values()) {
    const name = naming.names.get(shapeKey(shape)) ?? '';
    for (const { device, path } of places) {
      if (path !== '') continue;
      const { alias } = device.pulled.found;
      const entry = {
        class: name,
        ...(alias === undefined ? {} : { alias }),
        ...seenIn(naming.classes.get(name), shape.interface),
        ...detailsOf(deviceKey(device)),
      };
      drafts.get(device.source)?.devices.set(device.device, entry);
    }
  }
  for (const kept of census.kept) {
    const { details: _, seen: __, ...entry } = kept.entry;
    const last = interfaceOf(kept.entry, before.classes.get(entry.class));
    const now = { ...entry, ...seenIn(naming.classes.get(entry.class), last), ...detailsOf(deviceKey(kept)) };
    drafts.get(kept.source)?.devices.set(kept.device, now);
  }
  return drafts;
}

/** What a device's line says of its interface: nothing where it is the class's. */
function seenIn(of: LockClass | undefined, hash: string): Pick<LockDevice, 'seen'> {
  return of?.interface === hash ? {} : { seen: hash };
}
