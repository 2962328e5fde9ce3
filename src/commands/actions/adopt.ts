import { join, relative, resolve, sep } from 'node:path';
import { DevgenError } from '@devgen/runtime/contract';
import type { PackageConfig } from '../../config/config.ts';
import { overlaid } from '../../config/overlay/apply-overlay.ts';
import { classPaths } from '../../model/names/class-paths.ts';
import type { LockText } from '../../model/lock/read-lock.ts';
import { readBytes, readText } from '../../model/read-text.ts';
import { MANIFEST_FILE, readManifest } from '../../publish/manifest.ts';
import { packageHash } from '../../publish/package-hash.ts';
import { readClassFile } from '../../reader/adopt/class-file.ts';
import { readEdits } from '../../reader/adopt/edits.ts';
import { leftLines } from '../../reader/adopt/left-lines.ts';
import type { AdoptData } from '../../report/adopt-text.ts';
import type { Outcome, Outcomes } from '../../report/outcome.ts';
import { carryMembers } from './adopt-members.ts';
import { moveElements } from './adopt-elements.ts';
import { knownWords } from './adopt-words.ts';
import { expectedPackage } from './expected-package.ts';
import { keptWarnings } from './kept-files.ts';
import { publishPackage } from './publish-package.ts';
import { ofOne, openWorkspaces, type Place, required, withLatestLock, type Workspace } from './workspace.ts';

export interface AdoptRequest extends Place {
  readonly file: string;
  readonly signal: AbortSignal;
}

/** Carries what a hand did to a generated file over to the config and to the user's own subclass. */
export async function adopt(request: AdoptRequest): Promise<Outcomes<AdoptData>> {
  const { file, folder, signal } = request;
  const workspaces = await openWorkspaces(request, request);
  const path = resolve(folder, file);
  const holder = workspaces.all.find(({ config }) => path.startsWith(config.output.dir + sep)) ?? workspaces.all[0];
  return ofOne(workspaces, holder as Workspace, async (workspace) => {
    const { config } = workspace;
    required(workspace.read, config);
    return withLatestLock(workspace, { signal }, (latest) => adoptFile(config, required(latest, config), request));
  });
}

async function adoptFile(config: PackageConfig, read: LockText, request: AdoptRequest): Promise<Outcome<AdoptData>> {
  const { path, edited, before } = await opened(config, read, request);
  const [old, now] = [readClassFile(before, path), readClassFile(edited, path)];
  const { lock } = overlaid(read.lock, config.overlay);
  const className = old.className;
  const edits = readEdits(old, now, knownWords(lock, className, old));
  const members = await carryMembers(config, read.lock, className, edits);
  const moved = await moveElements(config, members, read.lock, className, edits);
  const wanted = (await (await expectedPackage(moved.config, read)).render([path])).get(path)?.text ?? '';
  const refused = [...edits.left, ...members.left, ...moved.left];
  const accounted = [...edits.accounted, ...refused.map(({ line }) => ({ from: line, to: line }))];
  const left = [...refused, ...leftLines(before, edited, wanted, accounted)].toSorted((a, b) => a.line - b.line);
  // The user's own files first: whatever stops this, every edit is in one place at least.
  await moved.write();
  const files = await publishPackage(moved.config, read, {
    ...(left.length === 0 ? { overwrite: new Set([path]) } : { overwrite: false, rebased: new Set([path]) }),
    parts: 'classes',
    signal: request.signal,
  });
  const carried = [...members.carried, ...moved.carried].toSorted((a, b) => a.line - b.line);
  return {
    data: { package: config.output.package, file: path, class: className, carried, left, files },
    warnings: keptWarnings({ ...files, kept: files.kept.filter((file) => file !== path) }),
    reasons: files.kept.length > 0 ? ['filesDiffer'] : [],
    folder: config.folder,
  };
}

interface Opened {
  /** Within the package. */
  readonly path: string;
  readonly edited: string;
  /** As devgen wrote it. */
  readonly before: string;
}

async function opened(config: PackageConfig, read: LockText, { folder, file }: AdoptRequest): Promise<Opened> {
  const { dir } = config.output;
  const absolute = resolve(folder, file);
  const path = relative(dir, absolute).split(sep).join('/');
  const paths = classPaths(read.lock, config.output.layout);
  const classes = new Set([...paths].flatMap(([name, stem]) => (read.lock.classes.has(name) ? [`${stem}.ts`] : [])));
  if (!classes.has(path))
    throw new DevgenError(`${file} is not the generated file of a class`, {
      code: 'ADOPT.FILE',
      source: absolute,
      hint: 'devgen check',
    });
  const edited = readText(absolute)?.replaceAll('\r\n', '\n');
  if (edited === undefined)
    throw new DevgenError(`${file} is not there`, { code: 'ADOPT.FILE', source: absolute, hint: 'devgen generate' });
  const expected = await expectedPackage(config, read);
  const before = (await expected.render([path])).get(path)?.text ?? '';
  const owned = readManifest(readBytes(join(dir, MANIFEST_FILE))?.toString('utf8') ?? '').get(path);
  if (owned?.has(packageHash(path, before)) === true || edited === before) return { path, edited, before };
  // What became of the facility since would be taken for an edit.
  throw new DevgenError(
    `${file} was not generated from this lock, config and templates\nWhat changed by hand and what changed by devgen cannot be told apart.`,
    {
      code: 'ADOPT.STALE',
      source: absolute,
      hint: 'Take lock and config back to when the file was generated (git stash, git checkout), adopt it, then go on.',
    },
  );
}
