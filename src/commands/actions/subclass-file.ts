import { mkdir, writeFile } from 'node:fs/promises';
import { basename, dirname, join, posix, relative, resolve, sep } from 'node:path';
import { DevgenError } from '@devgen/runtime/contract';
import type { PackageConfig } from '../../config/config.ts';
import { placeText } from '../../config/place.ts';
import type { ConfigEdit } from '../../config/edit/edit-config.ts';
import type { Lock, LockMember } from '../../model/lock/lock.ts';
import { inverted } from '../../model/merge/ledger.ts';
import { classPaths } from '../../model/names/class-paths.ts';
import { freeName } from '../../model/names/free-name.ts';
import { typeName } from '../../model/names/type-name.ts';

/** Where a user's own subclass of a class is, or is going to be. */
export interface SubclassFile {
  /** Absolute. */
  readonly path: string;
  readonly name: string;
  readonly base: string;
}

/** By default `src/my-motor.ts` of `Motor`, beside the config. */
export function newSubclass(config: PackageConfig, lock: Lock, base: string, file: string | undefined): SubclassFile {
  const path = resolve(config.folder, file ?? join('src', `my-${stemOf(lock, base)}.ts`));
  if (!/\.m?ts$/.test(path))
    throw new DevgenError(`${shown(config, path)} is no TypeScript file`, {
      code: 'USAGE.INVALID',
      hint: `devgen extend ${base} ${shown(config, path)}.ts`,
    });
  if (path.startsWith(config.output.dir + sep))
    throw new DevgenError(`${shown(config, path)} is in the folder of the generated package, which devgen owns`, {
      code: 'USAGE.INVALID',
      hint: `devgen extend ${base}`,
    });
  const asked = typeName(basename(path).replace(/(?:\.\w+)+$/, ''));
  return { path, base, name: asked === base ? `My${asked}` : asked };
}

/** Refuses a second subclass: an entry that names one is a person's decision. */
export function refuseExtended(config: PackageConfig, base: string): void {
  const entry = config.overlay.find(({ kind, target, extends: own }) => kind === 'class' && target === base && own);
  if (entry?.extends === undefined) return;
  throw new DevgenError(
    `${base} has a subclass already: ${entry.extends.value.name}, at ${placeText(entry.extends.where)}`,
    { code: 'USAGE.NAME_TAKEN', hint: 'Add to that one, or remove the line first.' },
  );
}

/** The line of the config that makes the registry give the subclass. */
export function extendsEdit(config: PackageConfig, { path, name, base }: SubclassFile): ConfigEdit {
  const file = relativeTo(config.folder, path);
  return { path: [...config.overlayPath, 'classes', base, 'extends'], value: `${file}#${name}` };
}

/** Writes the file, which must not exist. Throws `FILE.EEXIST` as `USAGE.FILE_EXISTS`. */
export async function writeSubclass(config: PackageConfig, { path }: SubclassFile, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  try {
    await writeFile(path, text, { flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    throw new DevgenError(`${shown(config, path)} exists already\nIt is yours: devgen makes such a file once.`, {
      code: 'USAGE.FILE_EXISTS',
      hint: 'Name another file, or write overlay.classes.CLASS.extends into devgen.yaml yourself.',
    });
  }
}

/** A subclass without or with an example of a method. */
export function subclassText(config: PackageConfig, lock: Lock, own: SubclassFile, withExample: boolean): string {
  const { path, name, base } = own;
  const from = relativeTo(dirname(path), join(config.output.dir, generatedFile(config, lock, base)));
  const body = withExample ? example(lock, base) : '';
  return `import { ${base} } from '${from}';

/** ${base} with what is ours. devgen made this file once and leaves it alone. */
export class ${name} extends ${base} {${body === '' ? '' : `\n${body}`}}
`;
}

function example(lock: Lock, base: string): string {
  const of = lock.classes.get(base);
  const names = inverted(lock.ledger.members.get(of?.id ?? ''));
  const taken = new Set([...(of?.members.keys() ?? [])].map((key) => names.get(key) ?? ''));
  const method = freeName('summary', (each) => taken.has(each));
  const [key] = [...(of?.members ?? [])].find(([, member]) => isPlain(member)) ?? [];
  const member = key === undefined ? undefined : names.get(key);
  const said = member === undefined ? '' : `: ${member} \${String(await this.${member}.get())}`;
  return `  /** An example, for you to replace: every member of the class is at hand, with its type. */
  async ${method}(): Promise<string> {
    return \`\${this.$name}${said}\`;
  }
`;
}

function isPlain(member: LockMember): boolean {
  return (member.kind === 'r' || member.kind === 'rw') && /^[a-z]+\d*$/.test(member.type) && member.optional !== true;
}

/** The generated file of a class within its package, as an import names it. */
export function generatedFile({ output }: PackageConfig, lock: Lock, className: string): string {
  const { importExtension: extension, layout } = output;
  const file = classPaths(lock, layout).get(className) ?? '';
  return extension === 'none' ? file : `${file}.${extension}`;
}

function stemOf(lock: Lock, className: string): string {
  return [...lock.ledger.files].find(([, name]) => name === className)?.[0] ?? '';
}

export function relativeTo(folder: string, path: string): string {
  const from = relative(folder, path).split(sep).join(posix.sep);
  return from.startsWith('.') ? from : `./${from}`;
}

/** A path as a person knows it: from the config. */
export function shown({ folder }: Pick<PackageConfig, 'folder'>, path: string): string {
  return relative(folder, path).split(sep).join(posix.sep);
}
