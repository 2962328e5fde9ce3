import { compareText } from '../model/lock/canonical.ts';
import { importsOf } from './type-view.ts';
import type { DeviceView, ImportView, ImportsView } from './view.ts';

/** Only what the file uses, in the order of names and paths. */
export function importsView(
  file: Pick<DeviceView, 'name' | 'members' | 'types' | 'any' | 'conversions'> & { readonly sets: ReadonlySet<string> },
  pathOf: (className: string) => string,
  labelsPath: string,
): ImportsView {
  const runtime = new Set(['DeviceSpec', ...(file.conversions ? ['Conversions'] : [])]);
  for (const { type } of file.members) importsOf(type, runtime);
  for (const { fields } of file.types) for (const { type } of fields) importsOf(type, runtime);
  const blocks = new Set(file.members.flatMap(({ of }) => (of === null || of === file.name ? [] : [of])));
  const shapes = (file.any?.shapes ?? []).filter((shape) => shape !== file.name && !blocks.has(shape));
  const files: ImportView[] = [
    ...[...blocks].map((name) => ({ path: pathOf(name), typeOnly: false, names: [name] })),
    ...shapes.map((name) => ({ path: pathOf(name), typeOnly: true, names: [name] })),
    ...(file.sets.size === 0
      ? []
      : [{ path: labelsPath, typeOnly: false, names: [...file.sets].toSorted(compareText) }]),
  ];
  return {
    runtime: [...runtime].toSorted(compareText),
    files: files.toSorted((a, b) => compareText(a.path, b.path)),
  };
}
