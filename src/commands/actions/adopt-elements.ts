import { dirname, join, resolve } from 'node:path';
import { mkdir, writeFile } from 'node:fs/promises';
import type { PackageConfig } from '../../config/config.ts';
import { overlaid } from '../../config/overlay/apply-overlay.ts';
import { editedPackage } from '../../config/write-config.ts';
import type { Lock } from '../../model/lock/lock.ts';
import { readText } from '../../model/read-text.ts';
import type { ImportedName } from '../../reader/adopt/class-file.ts';
import type { Edits, LeftEdit } from '../../reader/adopt/edits.ts';
import { withElements } from '../../reader/adopt/with-elements.ts';
import type { CarriedData } from '../../report/adopt-text.ts';
import type { CarriedMembers } from './adopt-members.ts';
import {
  extendsEdit,
  generatedFile,
  newSubclass,
  relativeTo,
  shown,
  type SubclassFile,
  subclassText,
} from './subclass-file.ts';

export interface MovedElements {
  readonly config: PackageConfig;
  readonly carried: readonly CarriedData[];
  readonly left: readonly LeftEdit[];
  readonly write: () => Promise<void>;
}

/** Methods and fields as parts of the user's own subclass: the one that the config names, else one that is made now. */
export async function moveElements(
  config: PackageConfig,
  members: CarriedMembers,
  lock: Lock,
  className: string,
  edits: Edits,
): Promise<MovedElements> {
  const stay = { config: members.config, carried: [], left: [], write: members.write };
  if (edits.elements.length === 0) return stay;
  const leave = (why: string): MovedElements => ({
    ...stay,
    left: edits.elements.map(({ from, name }) => ({ line: from, text: name, why })),
  });
  const known = knownSubclass(config, className);
  if (known === 'elsewhere') return leave('Its subclass is in another package: move it there yourself.');
  const own = known ?? newSubclass(config, lock, className, undefined);
  const file = shown(config, own.path);
  const text = readText(own.path);
  if (known === undefined && text !== undefined)
    return leave(
      `${file} is there, and devgen.yaml does not name it: write extends: ./${file}#CLASS for ${className}.`,
    );
  if (known !== undefined && text === undefined) return leave(`${file} is not there, though devgen.yaml names it.`);
  const after = await editedPackage(config, [
    ...members.edits,
    ...(known === undefined ? [extendsEdit(config, own)] : []),
  ]);
  const before = text ?? subclassText(config, overlaid(lock, after.config.overlay).lock, own, false);
  const { text: extended, refused } = withElements(
    before,
    file,
    own.name,
    edits.elements,
    importsFor(own, config, lock, edits.imports),
  );
  const left = refused.map(({ element, why }) => ({ line: element.from, text: element.name, why }));
  if (left.length === edits.elements.length) return { ...stay, left };
  return {
    config: after.config,
    left,
    carried: edits.elements.flatMap((element) =>
      refused.some((each) => each.element === element)
        ? []
        : [{ kind: 'move', line: element.from, of: `${className}.${element.name}`, to: file }],
    ),
    write: async () => {
      await mkdir(dirname(own.path), { recursive: true });
      if (extended !== text) await writeFile(own.path, extended, text === undefined ? { flag: 'wx' } : {});
      await after.write();
    },
  };
}

/** The subclass that the config names for the class; one that is imported from a package is nobody's to write to. */
function knownSubclass(config: PackageConfig, base: string): SubclassFile | 'elsewhere' | undefined {
  const entry = config.overlay.find(({ kind, target, extends: own }) => kind === 'class' && target === base && own);
  if (entry?.extends === undefined) return undefined;
  const { path, name } = entry.extends.value;
  return path.startsWith('.') ? { path: resolve(config.output.dir, path), name, base } : 'elsewhere';
}

/** What the elements import, as the subclass's file has to say it. */
function importsFor(
  own: SubclassFile,
  config: PackageConfig,
  lock: Lock,
  imports: readonly ImportedName[],
): readonly ImportedName[] {
  const { dir } = config.output;
  const generated = join(dir, generatedFile(config, lock, own.base));
  return imports.map((each) => {
    if (each.from !== '' && !each.from.startsWith('.')) return each;
    const from = each.from === '' ? generated : join(dirname(generated), each.from);
    return { ...each, from: relativeTo(dirname(own.path), from) };
  });
}
