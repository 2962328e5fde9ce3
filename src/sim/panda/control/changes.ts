import { ReadField } from '../fields/register-field.ts';
import type { Panda } from '../state/panda.ts';
import { CHANGE_GROUPS, type ChangeGroup } from '../state/change-log.ts';
import { hashOrder } from '../text/hash-order.ts';
import { Refusal } from '../text/refusal.ts';

/** What one connection was told of changes, by group. */
export class Changes {
  readonly #panda: Panda;
  readonly #told = new Map<ChangeGroup, number>();

  constructor(panda: Panda) {
    this.#panda = panda;
  }

  /** What changed since it was last asked for; everything, the first time. */
  report(groups: readonly ChangeGroup[]): readonly string[] {
    const since = new Map(groups.map((group) => [group, this.#told.get(group) ?? 0]));
    this.skip(groups);
    return [...this.#fieldLines(since), ...this.#metadataLines(since.get('METADATA'))];
  }

  /** Counts everything up to now as told. */
  skip(groups: readonly ChangeGroup[]): void {
    this.#look(groups);
    const now = this.#panda.log.next();
    for (const group of groups) this.#told.set(group, now);
  }

  /** Counts nothing as told. */
  rewind(groups: readonly ChangeGroup[]): void {
    for (const group of groups) this.#told.delete(group);
  }

  /** What changes by itself is numbered before the number up to which is told. */
  #look(groups: readonly ChangeGroup[]): void {
    if (groups.includes('BITS')) this.#panda.buses.bits.refresh();
    if (groups.includes('POSN')) this.#panda.buses.positions.refresh();
    for (const field of this.#panda.fields) {
      if (groups.includes('READ') && field instanceof ReadField) field.poll();
      if (groups.includes('ATTR')) field.pollAttributes();
    }
  }

  *#fieldLines(since: ReadonlyMap<ChangeGroup, number>): Generator<string> {
    const attributesSince = since.get('ATTR');
    for (const { entry, fields } of this.#panda.blocks.values())
      for (const field of fields.values()) {
        const fieldSince = field.group && since.get(field.group);
        if (fieldSince !== undefined)
          for (let n = 0; n < entry.count; n++)
            if (field.updated(n) > fieldSince)
              yield field.group === 'TABLE' ? `${field.name(n)}<` : line(field.name(n), () => field.get(n));
        if (attributesSince === undefined) continue;
        for (const { shape, updated } of field.attributes.values())
          if (shape.isTracked)
            for (let n = 0; n < entry.count; n++)
              if (updated[n]! > attributesSince) yield line(`${field.name(n)}.${shape.name}`, () => shape.get!(n));
      }
  }

  #metadataLines(since: number | undefined): readonly string[] {
    if (since === undefined) return [];
    return hashOrder(this.#panda.metadata.changes(since), ({ key }) => key).map(({ text }) => text);
  }
}

/** A value that cannot be told leaves its name, a blank and a note. */
function line(name: string, get: () => string): string {
  try {
    return `${name}=${get()}`;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return `${name} (error)`;
  }
}

export function changeGroups(name: string | undefined): readonly ChangeGroup[] {
  if (name === undefined) return CHANGE_GROUPS;
  const group = CHANGE_GROUPS.find((known) => known === name);
  if (group === undefined) throw new Refusal('Unknown changes selection');
  return [group];
}
