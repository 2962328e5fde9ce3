import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ValueSpec } from '@devgen/runtime';
import type { PviBox, PviEntry, PviKind } from '@devgen/runtime/panda';

/** A value as the fixture has it: `$name` stands for a list of labels that many share. */
type Kept = Omit<PviEntry, 'value'> & {
  readonly value: Omit<ValueSpec, 'labels'> & { readonly labels?: readonly string[] | string };
  readonly description?: string;
  readonly high?: number;
};

interface Fixture {
  readonly sets: Readonly<Record<string, readonly string[]>>;
  readonly blocks: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, Kept>>>>>>;
}

/**
 * What PandABlocks-ioc 0.11.6 and fastcs-PandABlocks 0.2.2 published of the embedded box (pandabox-no-fmc), of some of its
 * blocks: access, PVs, and the type of each.
 */
export function fixtureOf(kind: PviKind): Fixture {
  const file = join(import.meta.dirname, '../../../fixtures/panda', `pvi-${kind}.json`);
  return JSON.parse(readFileSync(file, 'utf8')) as Fixture;
}

export function published(
  kind: PviKind,
  change: (name: string, entry: PviEntry) => PviEntry = (_, entry) => entry,
): PviBox {
  const { sets, blocks } = fixtureOf(kind);
  const entryOf = ({ value, ...access }: Kept): PviEntry => {
    const labels = typeof value.labels === 'string' ? sets[value.labels.slice(1)] : value.labels;
    const { labels: _, ...rest } = value;
    return { ...access, value: labels === undefined ? rest : { ...rest, labels } };
  };
  return new Map(
    Object.entries(blocks).map(([block, instances]) => [
      block,
      new Map(
        Object.entries(instances).map(([instance, entries]) => [
          Number(instance),
          new Map(Object.entries(entries).map(([name, kept]) => [name, change(`${block}.${name}`, entryOf(kept))])),
        ]),
      ),
    ]),
  );
}
