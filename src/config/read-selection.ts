import type { PlacedGlob, SourceConfig } from './config.ts';
import type { PlaceOf } from './read-config.ts';

type Selection = Pick<SourceConfig, PlacedGlob['key'] | 'globs'>;

const KEYS = ['include', 'exclude', 'classes', 'excludeClasses'] as const;

/** The four lists of globs that an entry of the config may have; `at` is of its keys. */
export function readSelection(entry: ReadonlyMap<string, unknown>, at: PlaceOf): Selection {
  const list = (key: PlacedGlob['key']): readonly string[] => (entry.get(key) as readonly string[] | undefined) ?? [];
  const placed = (key: PlacedGlob['key']): readonly PlacedGlob[] =>
    list(key).map((glob, index) => ({ key, glob, where: at(key, index) }));
  return {
    include: list('include'),
    exclude: list('exclude'),
    classes: list('classes'),
    excludeClasses: list('excludeClasses'),
    globs: KEYS.flatMap(placed),
  };
}
