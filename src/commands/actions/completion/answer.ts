import type { Environment } from '../../../config/environment.ts';
import type { Candidate } from './candidate.ts';
import { candidates } from './candidates.ts';
import { commandTable } from './command-table.ts';
import { bashRest, shellLine } from './shell-line.ts';

/**
 * What a shell asks at Tab, as lines: of bash `[LINE]` up to the cursor, of the others the words before it and the one
 * at it, as typed. Whatever is wrong in the folder, there is nothing to say about it here.
 */
export async function completionAnswer(
  [shell = '', ...asked]: readonly string[],
  folder: string,
  env: Environment,
): Promise<string> {
  try {
    const found = shell === 'bash' ? await inBash(asked[0] ?? '', folder, env) : await inOther(asked, folder);
    return found.map((line) => `${line}\n`).join('');
  } catch {
    return '';
  }
}

async function inBash(text: string, folder: string, env: Environment): Promise<readonly string[]> {
  const line = shellLine(text, env['COMP_WORDBREAKS']);
  const found = await candidatesIn(folder, line.words.slice(1));
  return found.map(({ value }) => bashRest(value, line));
}

/** zsh and fish quote for themselves. */
async function inOther(asked: readonly string[], folder: string): Promise<readonly string[]> {
  const current = shellLine(asked.at(-1) ?? '').words.join(' ');
  const found = await candidatesIn(folder, [...asked.slice(0, -1), current]);
  return found.map(({ value, about = '' }) => (about === '' ? value : `${value}\t${about}`));
}

async function candidatesIn(folder: string, words: readonly string[]): Promise<readonly Candidate[]> {
  return candidates(words, await commandTable(), async (...asked) => {
    const { namesIn } = await import('./names.ts');
    return namesIn(folder, ...asked);
  });
}
