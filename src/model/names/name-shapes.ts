import type { KeptDevice } from '../merge/census.ts';
import { assignNames, type Bearer } from '../merge/lineage.ts';
import type { LedgerClass, Lock, LockClass } from '../lock/lock.ts';
import type { Places } from '../merge/places.ts';
import type { Shape } from '../shape.ts';
import type { ShapeEntry } from '../merge/shape-table.ts';
import { typeName } from './type-name.ts';

export interface ShapeNames {
  /** Of every shape, by shape key. */
  readonly names: ReadonlyMap<string, string>;
  /** Names of open classes, of this pull and before. */
  readonly open: ReadonlySet<string>;
}

/**
 * Names the classes of shapes. What holds others goes first: a block's name is free for a new interface only when no
 * class line still refers to the old one.
 */
export function nameShapes(
  table: ReadonlyMap<string, ShapeEntry>,
  previous: Lock,
  kept: readonly KeptDevice[],
  places: Places,
): ShapeNames {
  const ledger = previous.ledger;
  const names = new Map<string, string>();
  const open = new Set([...ledger.classes].flatMap(([name, of]) => (of.open === true ? [name] : [])));
  const classes = new Map<string, LedgerClass>(ledger.classes);
  const replaced = new Set<string>();
  const heldByDevice = new Set(
    kept.flatMap(({ entry, holds }) => (holds && entry.seen === undefined ? [entry.class] : [])),
  );
  for (const layer of layersOf(table)) {
    const heldByClass = referred(previous.classes, replaced);
    const contenders = layer.map(([key, { shape, places: at }]) => ({
      key,
      id: shape.id,
      interface: shape.interface,
      shares: isPlain(shape) && at.every(({ path }) => path === ''),
      bearers: at.map(({ device, path }): Bearer => {
        const old = previous.sources.get(device.source)?.devices.get(device.device)?.class;
        const bore = old === undefined ? undefined : places.bore(old, path);
        return { address: `${device.device}\n${path}\n${device.source}`, bore };
      }),
    }));
    const assigned = assignNames(contenders, {
      names: classes,
      held: (name) => heldByDevice.has(name) || heldByClass.has(name),
      present: (name) => previous.classes.has(name),
      base: (id) => typeName(id.slice(id.indexOf(':') + 1)),
      taken: (name) => classes.has(name) || ledger.types.has(name),
    });
    for (const name of assigned.open) open.add(name);
    for (const [contender, name] of assigned.names) {
      names.set(contender.key, name);
      const before = previous.classes.get(name);
      if (before !== undefined && before.interface !== contender.interface) replaced.add(name);
      classes.set(name, { id: contender.id, interfaces: [contender.interface] });
    }
  }
  return { names, open };
}

/** What has parts, or may lack a member, or is a part, has a class of its own always: no other could say what it is. */
function isPlain({ members }: Shape): boolean {
  return [...members.values()].every(
    ({ kind, optional }) => kind !== 'block' && kind !== 'vector' && optional !== true,
  );
}

/** Entries by depth; all shapes of one control-system class are named together. */
function layersOf(table: ReadonlyMap<string, ShapeEntry>): [string, ShapeEntry][][] {
  const depths = new Map<string, number>();
  for (const { shape, depth } of table.values()) depths.set(shape.id, Math.max(depth, depths.get(shape.id) ?? 0));
  const layers = new Map<number, [string, ShapeEntry][]>();
  for (const entry of table) {
    const depth = depths.get(entry[1].shape.id) ?? 0;
    const layer = layers.get(depth);
    if (layer === undefined) layers.set(depth, [entry]);
    else layer.push(entry);
  }
  return [...layers].toSorted(([a], [b]) => a - b).map(([, entries]) => entries);
}

/** Classes that a line refers to which stays as it is. */
function referred(classes: ReadonlyMap<string, LockClass>, replaced: ReadonlySet<string>): ReadonlySet<string> {
  const names = new Set<string>();
  for (const [name, { members }] of classes) {
    if (replaced.has(name)) continue;
    for (const member of members.values()) if ('of' in member) names.add(member.of);
  }
  return names;
}
