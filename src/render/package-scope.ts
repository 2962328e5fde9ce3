import { anyOwner, shapesById } from '../model/merge/ledger.ts';
import type { Lock } from '../model/lock/lock.ts';
import { retiredClasses } from '../model/merge/merge-report.ts';
import { classPaths, importPath } from '../model/names/class-paths.ts';
import { Agreement } from './agreement.ts';
import { Names } from './names.ts';
import type { RenderOptions } from './render-options.ts';
import type { DeviceView } from './view.ts';

/** What the views of all classes of a package share. */
export interface PackageScope {
  readonly names: Names;
  readonly agreement: Agreement;
  readonly labelsOf: (set: string) => readonly string[] | undefined;
  readonly header: readonly string[];
  /** The file of a class within the package, without its ending. */
  readonly fileOf: (className: string) => string;
  /** How one file imports another, both without their ending. */
  readonly importOf: (from: string, to: string) => string;
  readonly isRetired: (className: string) => boolean;
  /** The union of the shapes of a control-system class that devices have, where this class's file declares it. */
  readonly anyOf: (className: string) => DeviceView['any'];
}

export function packageScope(lock: Lock, options: RenderOptions): PackageScope {
  const names = new Names(lock.ledger);
  const extension = options.importExtension ?? 'ts';
  const ending = extension === 'none' ? '' : `.${extension}`;
  const paths = classPaths(lock, options.layout ?? 'flat');
  const retired = new Set(retiredClasses(lock));
  const unions = new Map<string, { readonly name: string; readonly shapes: readonly string[] }>();
  for (const [id, all] of shapesById(lock.classes)) {
    const shapes = all.filter((name) => !retired.has(name));
    const name = names.type(anyOwner(id));
    // Also when it is retired: whoever imports the union imports it from there.
    const home = all.find((each) => name === `Any${each}`) ?? all[0];
    if (name !== undefined && home !== undefined && shapes.length > 0) unions.set(home, { name, shapes });
  }
  return {
    names,
    header: options.header?.split(/\r?\n/) ?? [],
    fileOf: (name) => paths.get(name) ?? '',
    importOf: (from, to) => `${importPath(from, to)}${ending}`,
    agreement: new Agreement(lock),
    labelsOf: (set) => lock.labels.get(set)?.labels,
    isRetired: (name) => retired.has(name),
    anyOf: (name) => unions.get(name) ?? null,
  };
}
