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
export async function renderPackage(lock: Lock, options: RenderOptions): Promise<RenderedPackage> {
  const templates = await Templates.load(options.templates);
  const scope = packageScope(lock, options);
  const { header, names, pathOf } = scope;
  const files = new Map<string, RenderedFile>();
  const add = (path: string, template: string, view: object, subject: string, device?: string): void => {
    const text = templates.render(template, view, subject);
    files.set(path, { text, template: templates.path(template), subject, ...(device === undefined ? {} : { device }) });
  };
  const devices = firstDevices(lock);
  for (const [name, of] of lock.classes)
    add(`${names.stem(name)}.ts`, 'device', deviceView(name, of, scope), name, devices.get(name));
  if (lock.labels.size > 0)
    add('labels.ts', 'labels', { header, sets: labelSets(lock) } satisfies LabelsFileView, 'the shared label sets');
  const registry = registryView(lock, header, pathOf, ownOrGenerated(scope, options));
  add('registry.ts', 'registry', registry, 'the registry');
  add('registry-table.ts', 'registry-table', registry, 'the registry');
  const view: PackageView = {
    name: options.package,
    version: options.version ?? '0.0.0',
    runtime: RUNTIME,
    pattern: './*.ts',
  };
  add('package.json', 'package', view, options.package);
  return sortedMap(files);
}

/** The class of a device and where it comes from: the user's own, or the generated one. */
function ownOrGenerated({ names, pathOf }: PackageScope, options: RenderOptions): ClassOf {
  return (source, device, name) => {
    const own = options.extensionOf?.(source, device, name);
    if (own === undefined) return { name, path: pathOf(names.stem(name)) };
    const path = options.importExtension === 'js' ? own.path.replace(/(?<=\.m?)ts$/, 'js') : own.path;
    return { name: own.name, path };
  };
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
