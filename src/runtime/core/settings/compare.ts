import { type Difference, differenceOf } from './difference.ts';
import { filterOf, findSettings, type SettingsTree } from './find-settings.ts';
import { readPresent } from './present.ts';
import type { SaveOptions } from './save.ts';
import type { Settings } from './text.ts';
import { underDeadline } from './under-deadline.ts';

/**
 * Every difference between settings and what a device or tree is at present, in the order of the tree. Writes nothing, and
 * does not reject for a signal that cannot be read. Within 10 s, unless told otherwise.
 */
export function compareSettings(
  tree: SettingsTree,
  settings: Settings,
  options: SaveOptions = {},
): Promise<readonly Difference[]> {
  return underDeadline('compareSettings', tree, { deadline: 10_000, ...options }, async (io) => {
    const found = findSettings(tree, options);
    const present = await readPresent(found, io);
    const isMeant = filterOf(options);
    const unknown = Object.keys(settings).filter((path) => !found.has(path) && isMeant(path));
    return [
      ...[...found].flatMap(([path, setting]) => differenceOf(path, setting, settings, present.get(path)!)),
      ...unknown.map((path): Difference => ({ kind: 'unknown', path, saved: settings[path] })),
    ];
  });
}
