import { resolve } from 'node:path';
import { nameGlob } from '@devgen/runtime/registry';
import type { Layout } from '../../model/names/class-paths.ts';
import type { Config, OutputConfig, PackageConfig } from '../config.ts';
import { ConfigError } from '../config-error.ts';
import { nearest } from '../nearest.ts';
import { readOverlay } from '../overlay/read-overlay.ts';
import type { PlaceOf } from '../read-config.ts';
import { readSelection } from '../read-selection.ts';
import { type AskedExtension, importExtension } from './import-extension.ts';
import { refuseFolders, refuseNames } from './refuse-outputs.ts';

interface Places {
  readonly at: PlaceOf;
  readonly keyAt: PlaceOf;
}

type Entry = ReadonlyMap<string, unknown>;
type Shared = Omit<Config, 'packages'>;

/** The packages of a config that has been held against its schema. */
export function readPackages(root: Entry, shared: Shared, places: Places): Config['packages'] {
  const output = root.get('output') as Entry | readonly Entry[];
  const entries = Array.isArray(output) ? (output as readonly Entry[]) : [output as Entry];
  const pathOf = (index: number): readonly (string | number)[] => (shared.isList ? ['output', index] : ['output']);
  const outputs = entries.map((entry, index) => toOutput(entry, pathOf(index), shared, places.at));
  const at = (index: number, key: string): ReturnType<PlaceOf> => places.at(...pathOf(index), key);
  refuseFolders(shared.folder, outputs, at);
  refuseNames(outputs, at);
  const [first, ...more] = entries.map((entry, index): PackageConfig => {
    const path = overlayPath(root, entry, pathOf(index), shared.isList, places);
    const { dir } = outputs[index] as OutputConfig;
    const overlay = path.reduce<unknown>((of, key) => below(of, key), root);
    return {
      ...shared,
      output: outputs[index] as OutputConfig,
      overlay: readOverlay(overlay, { folder: shared.folder, dir, ...from(path, places) }),
      overlayPath: path,
    };
  });
  return [first as PackageConfig, ...more];
}

function toOutput(entry: Entry, path: readonly (string | number)[], shared: Shared, at: PlaceOf): OutputConfig {
  const dir = resolve(shared.folder, entry.get('dir') as string);
  const sources = (entry.get('sources') as readonly string[] | undefined) ?? [];
  refuseSources(sources, shared, (index) => at(...path, 'sources', index));
  return {
    dir,
    package: entry.get('package') as string,
    importExtension: importExtension((entry.get('importExtension') as AskedExtension | undefined) ?? 'ts', dir),
    layout: (entry.get('layout') as Layout | undefined) ?? 'flat',
    sources,
    ...readSelection(entry, (...rest) => at(...path, ...rest)),
  };
}

/** The names of sources are known here already: a glob that fits none was mistyped. */
function refuseSources(
  globs: readonly string[],
  { sources }: Shared,
  at: (index: number) => ReturnType<PlaceOf>,
): void {
  const names = sources.map(({ name }) => name);
  for (const [index, glob] of globs.entries()) {
    if (names.some(nameGlob([glob]))) continue;
    const meant = nearest(glob, names);
    throw new ConfigError('CONFIG.VALUE', `No source is called ${glob}`, {
      where: at(index),
      why: `The sources are ${names.join(', ')}.`,
      hint: meant === undefined ? `One of: ${names.join(', ')}.` : `Did you mean ${meant}?`,
    });
  }
}

/** Of one package the overlay may stand at the top; of several it must be said of which it is. */
function overlayPath(
  root: Entry,
  entry: Entry,
  path: readonly (string | number)[],
  isList: boolean,
  { keyAt }: Places,
): readonly (string | number)[] {
  if (!root.has('overlay')) return isList || entry.has('overlay') ? [...path, 'overlay'] : ['overlay'];
  if (!isList && !entry.has('overlay')) return ['overlay'];
  throw new ConfigError('CONFIG.VALUE', 'overlay stands at the top, and output says of which package one is', {
    where: keyAt('overlay'),
    why: isList
      ? 'Where output is a list, each of its entries has an overlay of its own: the names of classes are those of a package.'
      : 'output has an overlay too.',
    hint: 'Move its lines below overlay of the entry of output.',
  });
}

/** Places below a path, by what follows the word `overlay`, as the overlay itself tells them. */
function from(path: readonly (string | number)[], { at, keyAt }: Places): Places {
  return {
    at: (_, ...rest) => at(...path, ...rest),
    keyAt: (_, ...rest) => keyAt(...path, ...rest),
  };
}

function below(of: unknown, key: string | number): unknown {
  if (of instanceof Map) return (of as ReadonlyMap<unknown, unknown>).get(key);
  return Array.isArray(of) && typeof key === 'number' ? (of[key] as unknown) : undefined;
}
