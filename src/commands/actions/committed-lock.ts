import { DevgenError } from '@devgen/runtime/contract';
import { nearest } from '../../config/nearest.ts';
import { LOCK_FILE, type Lock } from '../../model/lock/lock.ts';
import { parseLock } from '../../model/lock/parse-lock.ts';
import { git } from './git.ts';

export interface CommittedLock {
  /** The hash of the commit. */
  readonly commit: string;
  /** `undefined` where the commit has none. */
  readonly lock: Lock | undefined;
}

/** The lock of a package folder as a commit has it. Nothing of the work tree or the index is looked at. */
export async function committedLock(folder: string, ref: string, signal: AbortSignal): Promise<CommittedLock> {
  if (ref === '' || ref.startsWith('-')) throw noRef(ref);
  const commit = await commitOf(folder, ref, signal);
  const file = `${commit}:./${LOCK_FILE}`;
  const there = await git(folder, ['rev-parse', '--verify', '--quiet', file], signal);
  if (!there.ok) return { commit, lock: undefined };
  const shown = await git(folder, ['show', file], signal);
  if (!shown.ok) throw refused(folder, shown.why);
  return { commit, lock: parsed(shown.text, ref) };
}

/** A file of the package folder as a commit has it; `undefined` where it has none. */
export async function committedFile(
  folder: string,
  { commit }: Pick<CommittedLock, 'commit'>,
  file: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  const shown = await git(folder, ['show', `${commit}:./${file}`], signal);
  return shown.ok ? shown.text : undefined;
}

async function commitOf(folder: string, ref: string, signal: AbortSignal): Promise<string> {
  const found = await git(folder, ['rev-parse', '--verify', '--quiet', `${ref}^{commit}`], signal);
  if (found.ok) return found.text.trim();
  const top = await git(folder, ['rev-parse', '--show-toplevel'], signal);
  if (!top.ok) throw refused(folder, top.why);
  throw ref === 'HEAD' ? noCommit() : await unknownRef(folder, ref, signal);
}

function parsed(text: string, ref: string): Lock {
  try {
    return parseLock(text, `${LOCK_FILE} of ${ref}`);
  } catch (error) {
    if (!(error instanceof DevgenError) || error.code === 'LOCK.NEWER') throw error;
    // The advice for a file of the work tree is of no use for a commit.
    const { code, message, source } = error;
    throw new DevgenError(message, { code, source, hint: 'Compare with another commit: `devgen diff HEAD~1`' });
  }
}

function noRef(ref: string): DevgenError {
  return new DevgenError(`${JSON.stringify(ref)} is not the name of a commit`, {
    code: 'USAGE.REF',
    hint: 'devgen diff HEAD',
  });
}

function noCommit(): DevgenError {
  return new DevgenError('This repository has no commit yet to compare with', {
    code: 'GIT.REF_UNKNOWN',
    hint: 'git add . && git commit',
  });
}

async function unknownRef(folder: string, ref: string, signal: AbortSignal): Promise<DevgenError> {
  const [refs, shallow] = await Promise.all([
    git(folder, ['for-each-ref', '--format=%(refname:short)'], signal),
    git(folder, ['rev-parse', '--is-shallow-repository'], signal),
  ]);
  const known = refs.ok ? refs.text.split('\n').filter(Boolean) : [];
  // A clone has the branches of others under the name of its remote.
  const meant = known.find((name) => name.endsWith(`/${ref}`)) ?? nearest(ref, known);
  const told = (why: string, hint: string): DevgenError =>
    new DevgenError(`git knows no commit ${ref}\n${why}`, { code: 'GIT.REF_UNKNOWN', hint });
  if (meant !== undefined) return told(`Did you mean ${meant}?`, `devgen diff ${meant}`);
  if (shallow.ok && shallow.text.trim() === 'true')
    return told('This clone has the last commits only, as those of CI often have.', 'git fetch --unshallow --tags');
  return told('It is neither a branch nor a tag nor a commit of this clone.', 'git branch --all');
}

function refused(folder: string, why: string): DevgenError {
  return new DevgenError(`git reads no repository in ${folder}\n${why}`, {
    code: 'GIT.NO_REPOSITORY',
    hint: 'Commit the package to a repository, or compare with the facility: `devgen diff --live`',
  });
}
