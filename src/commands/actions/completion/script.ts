import { readFile } from 'node:fs/promises';
import type { CompletionData } from '../../../report/completion-text.ts';
import type { Outcome } from '../../../report/outcome.ts';

const folder = new URL('../../../../completions/', import.meta.url);

/** What a shell has to run so that Tab completes devgen's words. */
export async function completion(shell: CompletionData['shell']): Promise<Outcome<CompletionData>> {
  const script = await readFile(new URL(`devgen.${shell}`, folder), 'utf8');
  return { data: { shell, script }, warnings: [], reasons: [] };
}
