import { nameGlob } from '@devgen/runtime/registry';
import type { OutputSelection } from '../config.ts';
import { type Matcher, selection } from '../glob.ts';

/** What of the sources is in a package. */
export interface Selects {
  readonly source: Matcher;
  /** By its name alone: of a device that no source lists any more there is nothing else. */
  readonly device: Matcher;
  readonly class: Matcher;
}

export function selectsOf(output: OutputSelection): Selects {
  return {
    source: output.sources.length === 0 ? () => true : nameGlob(output.sources),
    device: selection(output.include, output.exclude),
    class: selection(output.classes, output.excludeClasses),
  };
}
