import { posix, relative, resolve, sep } from 'node:path';
import { ConfigError } from '../config-error.ts';
import type { PlaceOf } from '../read-config.ts';
import type { Extension, Overlay, OverlayEntry, OverlayMember, Placed, Retype } from './overlay.ts';

type Keys = ReadonlyMap<string, unknown>;

interface Context {
  /** Of the config. */
  readonly folder: string;
  /** Of the generated package. */
  readonly dir: string;
  readonly at: PlaceOf;
  readonly keyAt: PlaceOf;
}

/** The overlay of a config that has been held against its schema. */
export function readOverlay(root: unknown, context: Context): Overlay {
  const overlay = (root ?? new Map()) as Keys;
  const entries = (key: 'classes' | 'devices'): readonly OverlayEntry[] =>
    [...((overlay.get(key) ?? new Map()) as ReadonlyMap<string, Keys>)].map(([target, entry]) =>
      readEntry(key, target, entry, context),
    );
  return [...entries('classes'), ...entries('devices')];
}

function readEntry(key: 'classes' | 'devices', target: string, entry: Keys, context: Context): OverlayEntry {
  const path = ['overlay', key, target];
  const take = placer(entry, path, context.at);
  const extension = take<string>('extends');
  return {
    kind: key === 'classes' ? 'class' : 'device',
    target,
    where: context.keyAt(...path),
    document: take('document'),
    extends: extension && { ...extension, value: readExtension(extension, context) },
    members: [...((entry.get('members') ?? new Map()) as ReadonlyMap<string, Keys>)].map(([name, member]) =>
      readMember(name, member, [...path, 'members', name], context),
    ),
  };
}

function readMember(target: string, member: Keys, path: readonly string[], { at, keyAt }: Context): OverlayMember {
  const take = placer(member, path, at);
  const retype = take<Keys>('retype');
  return {
    target,
    where: keyAt(...path),
    rename: take('rename'),
    hide: take('hide'),
    document: take('document'),
    role: take('role'),
    retype: retype && {
      ...retype,
      value: plain(retype.value) as Retype,
      whereOf: (keys) => at(...path, 'retype', ...keys),
    },
  };
}

/** Maps as objects, all the way down. */
function plain(value: unknown): unknown {
  if (!(value instanceof Map)) return value;
  return Object.fromEntries([...value].map(([key, held]) => [String(key), plain(held)]));
}

function placer(of: Keys, path: readonly string[], at: PlaceOf): <T>(key: string) => Placed<T> | undefined {
  return <T>(key: string): Placed<T> | undefined =>
    of.has(key) ? { value: of.get(key) as T, where: at(...path, key) } : undefined;
}

/** The subclass as generated files import it: never one in their own folder, which devgen owns. */
function readExtension({ value, where }: Placed<string>, { folder, dir }: Context): Extension {
  const [file = '', name = ''] = value.split('#');
  if (!/^\.{0,2}[\\/]/.test(file)) return { path: file, name };
  const path = resolve(folder, file);
  if (path.startsWith(dir + sep))
    throw new ConfigError('CONFIG.VALUE', `${file} is in the folder of the generated package`, {
      where,
      why: 'devgen owns that folder: it replaces and removes files there.',
      hint: 'Keep the file outside, as devgen extend does.',
    });
  const from = relative(dir, path).split(sep).join(posix.sep);
  return { path: from, name };
}
