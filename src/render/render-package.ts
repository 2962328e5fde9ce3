import { compareText, sortedMap } from '../model/lock/canonical.ts';
import type { Lock } from '../model/lock/lock.ts';
import { sharedLabelsView } from './declaration-view.ts';
import { deviceView } from './device-view.ts';
import { packageScope, type PackageScope } from './package-scope.ts';
import { type ClassOf, registryView } from './registry-view.ts';
import type { RenderedFile, RenderedPackage } from '../model/rendered.ts';
import type { RenderOptions } from './render-options.ts';
import { Templates } from './templates.ts';
import type { LabelsFileView, LabelsView, PackageView } from './view.ts';

/** The peer dependency of every generated package: the version of the runtime whose `v1` it imports. */
const RUNTIME = '^0.1.0';

/** Every file of an output package but the lock. The same lock, options and templates give the same bytes. */
export function renderPackage(lock: Lock, options: RenderOptions): RenderedPackage {
  const templates = Templates.load(options.templates);
  const scope = packageScope(lock, options);
  const { header } = scope;
  const pathOf = (stem: string): string => scope.importOf('', stem);
  const files = classFiles(lock, lock.classes.keys(), scope, templates);
  const add = (path: string, template: string, view: object, subject: string): void => {
    files.set(path, rendered(templates, template, view, subject));
  };
  if (lock.labels.size > 0)
    add('labels.ts', 'labels', { header, sets: labelSets(lock) } satisfies LabelsFileView, 'the shared label sets');
  const registry = registryView(lock, header, pathOf, ownOrGenerated(scope, options));
  add('registry.ts', 'registry', registry, 'the registry');
  add('registry-table.ts', 'registry-table', registry, 'the registry');
  const view: PackageView = {
    name: options.package,
    version: options.version ?? '0.1.0',
    runtime: RUNTIME,
    pattern: './*.ts',
  };
  add('package.json', 'package', view, options.package);
  return sortedMap(files);
}

/**
 * The files of some classes. Of the others no more is looked at than ids and blocks: no file of a class depends on other
 * members than its own.
 */
export function renderClasses(lock: Lock, names: Iterable<string>, options: RenderOptions): RenderedPackage {
  return classFiles(lock, names, packageScope(lock, options), Templates.load(options.templates));
}

function classFiles(
  lock: Lock,
  names: Iterable<string>,
  scope: PackageScope,
  templates: Templates,
): Map<string, RenderedFile> {
  const devices = firstDevices(lock);
  const files = new Map<string, RenderedFile>();
  for (const name of names) {
    const of = lock.classes.get(name);
    if (of === undefined) continue;
    const file = rendered(templates, 'device', deviceView(name, of, scope), name);
    const device = devices.get(name);
    files.set(`${scope.fileOf(name)}.ts`, { ...file, ...(device === undefined ? {} : { device }) });
  }
  return files;
}

function rendered(templates: Templates, template: string, view: object, subject: string): RenderedFile {
  return { text: templates.render(template, view, subject), template: templates.path(template), subject };
}

/** The class of a device and where it comes from: the user's own, or the generated one. */
function ownOrGenerated({ fileOf, importOf }: PackageScope, options: RenderOptions): ClassOf {
  return (source, device, name) => {
    const own = options.extensionOf?.(source, device, name);
    return own === undefined
      ? { name, path: importOf('', fileOf(name)) }
      : { name: own.name, path: withExtension(own.path, options.importExtension) };
  };
}

/** A file of the user's; one of another package is imported as that exports it. */
function withExtension(path: string, extension: RenderOptions['importExtension']): string {
  if (extension === 'js') return path.replace(/(?<=\.m?)ts$/, 'js');
  return extension === 'none' && path.startsWith('.') ? path.replace(/\.ts$/, '') : path;
}

function labelSets(lock: Lock): LabelsView[] {
  return [...lock.labels].toSorted(([a], [b]) => compareText(a, b)).map(([name, set]) => sharedLabelsView(name, set));
}

/** A device of each class, for messages. */
function firstDevices(lock: Lock): ReadonlyMap<string, string> {
  const first = new Map<string, string>();
  for (const { devices } of lock.sources.values())
    for (const [device, { class: name }] of devices) if (!first.has(name)) first.set(name, device);
  return first;
}
