import type { Config, IgnoreConfig } from '../../config/config.ts';
import { nameGlob } from '@devgen/runtime/registry';
import { placeText } from '../../config/place.ts';
import { rulesOf } from '../../model/diff/categories.ts';
import { choose, type Ignore } from '../../model/diff/choose.ts';
import type { Difference } from '../../model/diff/difference.ts';
import type { Warning } from '../../report/outcome.ts';

export interface ChosenFindings {
  readonly findings: readonly Difference[];
  readonly warnings: readonly Warning[];
}

/** Differences as the config takes them: which break, and which of those are ignored. */
export function chosen(config: Pick<Config, 'breaking' | 'ignore'>, found: readonly Difference[]): ChosenFindings {
  const { findings, idle } = choose(found, rulesOf(config.breaking), config.ignore.map(toIgnore));
  return { findings, warnings: idle.map(({ entry }) => ignoresNothing(entry)) };
}

interface PlacedIgnore extends Ignore {
  readonly entry: IgnoreConfig;
}

function toIgnore(entry: IgnoreConfig): PlacedIgnore {
  const { rule, device, class: name, member } = entry;
  return {
    entry,
    rule,
    ...(device !== undefined && { device: nameGlob([device]) }),
    ...(name !== undefined && { class: nameGlob([name]) }),
    ...(member !== undefined && { member: nameGlob([member]) }),
  };
}

function ignoresNothing({ where, ...entry }: IgnoreConfig): Warning {
  const facts = Object.entries(entry).map(([key, value]) => `${key} ${value}`);
  return { code: 'CONFIG.NO_MATCH', text: `${placeText(where)}: nothing that breaks fits ${facts.join(', ')}` };
}
