import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { readConfig } from '../../../config/read-config.ts';
import { LOCK_FILE } from '../../../model/lock/lock.ts';
import { type LockNames, lockNames } from '../../../model/lock/lock-names.ts';
import { readText } from '../../../model/read-text.ts';
import { defaultTemplates } from '../../../render/template-texts.ts';
import { git } from '../git.ts';
import type { Candidate, Kind } from './candidate.ts';

/** The names of a kind, as they are in a folder now. Nothing is brought to its end there, and nothing checked. */
export async function namesIn(
  folder: string,
  kind: Kind,
  written: string,
  config: string | undefined,
): Promise<readonly Candidate[]> {
  if (kind === 'none') return [];
  if (kind === 'file' || kind === 'folder') return pathsFrom(folder, written, kind);
  if (kind === 'reference') return referencesOf(folder);
  if (kind === 'template') return [...defaultTemplates().keys()].map((value) => ({ value }));
  const { packages } = await readConfig(config, folder);
  const all = packages.map(({ output }) => readText(join(output.dir, LOCK_FILE)));
  return all.flatMap((text) => namesOf(lockNames(text ?? ''), kind, written));
}

function namesOf(names: LockNames, kind: Kind, written: string): readonly Candidate[] {
  const classes = names.classes.map((value) => ({ value, about: 'class' }));
  if (kind === 'class') return classes;
  if (kind === 'member') return [...classes, ...membersFrom(names, written)];
  return [...(kind === 'shown' ? classes : []), ...devicesOf(names)];
}

function devicesOf({ devices }: LockNames): readonly Candidate[] {
  return devices.flatMap(({ name, class: about, alias }) => [
    { value: name, about },
    ...(alias === undefined ? [] : [{ value: alias, about: `${about} ${name}` }]),
  ]);
}

/** Of the only class that is meant: all members of all classes are too many to look at. */
function membersFrom(names: LockNames, written: string): readonly Candidate[] {
  const [start = '', ...rest] = written.split('.');
  const meant = names.classes.filter((name) => (rest.length > 0 ? name === start : name.startsWith(start)));
  const [only, another] = meant;
  if (only === undefined || another !== undefined) return [];
  return names.membersOf(only).map((member) => ({ value: `${only}.${member}`, about: 'member' }));
}

async function pathsFrom(folder: string, written: string, kind: 'file' | 'folder'): Promise<readonly Candidate[]> {
  const parent = written.slice(0, written.lastIndexOf('/') + 1);
  const found = await readdir(resolve(folder, parent), { withFileTypes: true });
  const shown = found.filter(({ name }) => !name.startsWith('.') || written.slice(parent.length).startsWith('.'));
  return shown
    .filter((entry) => kind === 'file' || entry.isDirectory())
    .map((entry) => ({ value: `${parent}${entry.name}${entry.isDirectory() ? '/' : ''}` }));
}

async function referencesOf(folder: string): Promise<readonly Candidate[]> {
  const all = ['for-each-ref', '--format=%(refname:short)', 'refs/heads', 'refs/tags', 'refs/remotes'];
  const answer = await git(folder, all, new AbortController().signal);
  return (answer.ok ? answer.text : '')
    .split('\n')
    .filter(Boolean)
    .map((value) => ({ value }));
}
