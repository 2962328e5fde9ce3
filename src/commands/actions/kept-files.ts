import type { ExitReason } from '../../report/exit-code.ts';
import type { PublishedData } from '../../report/generate-text.ts';
import type { Warning } from '../../report/outcome.ts';

/** A file that was edited by hand is left as it is: said, and told by the exit code, until somebody decides. */
export function keptWarnings({ kept }: PublishedData): readonly Warning[] {
  return kept.map((file) => ({
    code: 'PUBLISH.EDITED',
    text: `${file} was edited by hand, or is a file of your own; it is left as it is, --overwrite replaces it`,
  }));
}

export function keptReasons({ kept }: PublishedData): readonly ExitReason[] {
  return kept.length === 0 ? [] : ['filesDiffer'];
}
