import { renameClass } from '../../model/merge/rename-class.ts';
import { renameMember } from '../../model/merge/rename-member.ts';
import type { PackageConfig } from '../../config/config.ts';
import type { Lock } from '../../model/lock/lock.ts';
import { classPaths, type Layout } from '../../model/names/class-paths.ts';
import { printed } from '../../model/lock/read-lock.ts';
import { overlaidAsFar } from '../../config/overlay/apply-overlay.ts';
import { type Followed, followClass, followMember } from '../../config/overlay/follow.ts';
import { placeText } from '../../config/place.ts';
import { editedPackage } from '../../config/write-config.ts';
import type { Outcome, Outcomes, Warning } from '../../report/outcome.ts';
import type { RenameData, RenamedName } from '../../report/rename-text.ts';
import { packageOfClass } from './choose-package.ts';
import { ignoresBehind } from './ignores-behind.ts';
import { keptReasons, keptWarnings } from './kept-files.ts';
import { publishPackage } from './publish-package.ts';
import { knownClass, knownMember, refuseClassName, refuseMemberName } from './rename-names.ts';
import { ofOne, openWorkspaces, type Place, required, withLatestLock, type Workspace } from './workspace.ts';

export interface RenameRequest extends Place {
  /** `Class`, or `Class.member`. */
  readonly from: string;
  readonly to: string;
  readonly overwrite: boolean;
  readonly signal: AbortSignal;
}

/** Gives a class or a member another name, in the lock and in every file that is made of it. */
export async function rename(request: RenameRequest): Promise<Outcomes<RenameData>> {
  const { from, to } = request;
  const workspaces = await openWorkspaces(request, request);
  const [className = '', member] = from.split(/\.(.*)/s);
  const again = (name: string): string =>
    `devgen rename ${[name, ...(member === undefined ? [] : [member])].join('.')} ${to}`;
  const found = packageOfClass(workspaces, className, again);
  const others = workspaces.config.packages.filter(({ output }) => output.dir !== found.config.output.dir);
  return ofOne(workspaces, found, (workspace) => renamePackage(workspace, request, others));
}

async function renamePackage(
  workspace: Workspace,
  request: RenameRequest,
  others: readonly PackageConfig[],
): Promise<Outcome<RenameData>> {
  const { overwrite, signal } = request;
  const { config } = workspace;
  // Before the mutex, which makes the folder.
  required(workspace.read, config);
  return withLatestLock(workspace, { signal }, async (latest) => {
    const { lock } = required(latest, config);
    const renamed = renameIn(lock, request, config);
    const { edits, left } = renamed.followed;
    const shown = overlaidAsFar(renamed.lock, (await editedPackage(config, edits)).config.overlay);
    const ignores = ignoresBehind(config, lock, shown, request, others);
    const after = await editedPackage(config, [...edits, ...ignores.edits]);
    const files = await after.writeBehind(() =>
      publishPackage(after.config, printed(renamed.lock), { overwrite, parts: 'both', signal }),
    );
    const { package: name } = config.output;
    const { told } = renamed;
    return {
      data: {
        package: name,
        ...told,
        renamed: [...told.renamed, ...edits.flatMap(renamedEntry), ...ignores.renamed],
        files,
      },
      warnings: [...keptWarnings(files), ...left.map((entry) => leftWarning(entry, request)), ...ignores.warnings],
      reasons: keptReasons(files),
      folder: config.folder,
    };
  });
}

interface Renamed {
  readonly lock: Lock;
  readonly told: Omit<RenameData, 'package' | 'files'>;
  readonly followed: Followed;
}

function renameIn(lock: Lock, { from, to }: RenameRequest, config: PackageConfig): Renamed {
  const { naming, output } = config;
  const [className = '', member] = from.split(/\.(.*)/s);
  const of = knownClass(lock, className, to);
  if (member === undefined) {
    refuseClassName(lock, className, to);
    const after = renameClass(lock, className, to, naming);
    return {
      lock: after,
      followed: followClass(config, className, to),
      told: {
        kind: 'class',
        renamed: [
          { kind: 'class', from, to },
          ...consequences(lock, after, output.layout, (name) => (name === className ? to : name)),
        ],
        devices: countDevices(after, new Set([to])),
        replaced: lock.classes.has(to),
      },
    };
  }
  knownMember(lock, className, member, to);
  refuseMemberName(lock, className, member, to);
  const after = renameMember(lock, of.id, member, to, naming);
  const shapes = new Set([...lock.classes].flatMap(([name, { id }]) => (id === of.id ? [name] : [])));
  const key = lock.ledger.members.get(of.id)?.get(member) ?? '';
  const holders = [...shapes].filter((name) => lock.classes.get(name)?.members.has(key));
  return {
    lock: after,
    followed: followMember(config, lock, of.id, member, to),
    told: {
      kind: 'member',
      renamed: [
        ...holders.map((name) => ({ kind: 'member' as const, from: `${name}.${member}`, to: `${name}.${to}` })),
        ...consequences(lock, after, output.layout, (name) => name),
      ],
      devices: countDevices(after, new Set(holders)),
      replaced: false,
    },
  };
}

function renamedEntry(edit: Followed['edits'][number]): readonly RenamedName[] {
  if (!('key' in edit)) return [];
  const { path, key } = edit;
  return [{ kind: 'entry', from: path.join('.'), to: [...path.slice(0, -1), key].join('.') }];
}

function leftWarning({ key, where }: Followed['left'][number], { from, to }: RenameRequest): Warning {
  const text = `${placeText(where)}: ${key} means members of other classes too, and ${from} no more: add ${to} if it is wanted`;
  return { code: 'CONFIG.OVERLAY_LEFT', text };
}

/** Files and types that got another name with it. */
function consequences(
  before: Lock,
  after: Lock,
  layout: Layout,
  nameOf: (className: string) => string,
): readonly RenamedName[] {
  const paths = classPaths(after, layout);
  const files = [...classPaths(before, layout)].flatMap(([name, path]): RenamedName[] => {
    const now = paths.get(nameOf(name));
    const moved = nameOf(name) !== name && before.classes.has(name) && now !== undefined && now !== path;
    return moved ? [{ kind: 'file', from: `${path}.ts`, to: `${now}.ts` }] : [];
  });
  const names = new Map([...after.ledger.types].map(([name, owner]) => [JSON.stringify(owner), name]));
  const types = [...before.ledger.types].flatMap(([name, [first = '', ...rest]]): RenamedName[] => {
    const now = names.get(JSON.stringify([nameOf(first), ...rest]));
    return now === undefined || now === name ? [] : [{ kind: 'type', from: name, to: now }];
  });
  return [...files, ...types];
}

function countDevices({ sources }: Lock, classes: ReadonlySet<string>): number {
  const devices = [...sources.values()].flatMap((source) => [...source.devices.values()]);
  return devices.filter((device) => classes.has(device.class) && device.gone !== true).length;
}
