import type { Config, PackageConfig, PlacedGlob, SourceConfig } from '../../config/config.ts';
import { nameGlob } from '@devgen/runtime/registry';
import { placeText } from '../../config/place.ts';
import type { Lock } from '../../model/lock/lock.ts';
import type { ListedDevice, PulledSource } from '../../model/merge/pulled.ts';
import type { Warning } from '../../report/outcome.ts';
import { count } from '../../report/table.ts';
import { selecting } from './collect.ts';

/** Sources of which the config leaves nothing, and globs of it that mean nothing: most likely they were mistyped. */
export function selectionWarnings(
  config: Pick<Config, 'sources' | 'offline'>,
  pulled: readonly PulledSource[],
  lock: Lock | undefined,
): readonly Warning[] {
  const isOffline = nameGlob(config.offline);
  return config.sources.flatMap((source) => {
    const seen = pulled.find(({ name }) => name === source.name);
    if (seen === undefined || 'error' in seen) return [];
    const known = knownNames(source, seen.listed, lock);
    const unmatched = source.globs.filter((placed) => !isOffline(placed.glob) && !meansSomething(placed, known));
    return [...emptySource(source, seen.listed), ...unmatched.map((placed) => unmatchedGlob(source, placed))];
  });
}

/** Globs of a package that mean nothing of what its sources have. */
export function packageWarnings(
  { output, offline, sources }: PackageConfig,
  pulled: readonly PulledSource[],
  lock: Lock | undefined,
): readonly Warning[] {
  const isOffline = nameGlob(offline);
  const seen = pulled.flatMap((source) => ('listed' in source ? [source] : []));
  if (seen.length < pulled.length || seen.length === 0) return [];
  const known = seen.flatMap(({ name, listed }) =>
    sources.flatMap((source) => (source.name === name ? [knownNames(source, listed, lock)] : [])),
  );
  const all: KnownNames = {
    devices: known.flatMap(({ devices }) => devices),
    classes: known.flatMap(({ classes }) => classes),
  };
  const unmatched = output.globs.filter((placed) => !isOffline(placed.glob) && !meansSomething(placed, all));
  return unmatched.map(({ key, glob, where }) => ({
    code: 'CONFIG.PACKAGE_NO_MATCH',
    text: `${placeText(where)}: ${key} ${glob} fits nothing of the sources of ${output.package}`,
  }));
}

interface KnownNames {
  readonly devices: readonly string[];
  readonly classes: readonly string[];
}

/** Of what the source lists and of what the lock remembers: a device that is away was no mistake. */
function knownNames(source: SourceConfig, listed: readonly ListedDevice[], lock: Lock | undefined): KnownNames {
  const kept = [...(lock?.sources.get(source.name)?.devices ?? [])];
  const keptClasses = kept.map(([, entry]) => lock?.classes.get(entry.class)?.id.replace(/^[^:]*:/, '') ?? '');
  return {
    devices: [...listed.map(({ device }) => device), ...kept.map(([device]) => device)],
    classes: [...new Set([...listed.map((found) => found.class), ...keptClasses])],
  };
}

function meansSomething({ key, glob }: PlacedGlob, { devices, classes }: KnownNames): boolean {
  // A source may leave out such classes by itself: Tango's own machinery.
  if (key === 'excludeClasses') return true;
  return (key === 'classes' ? classes : devices).some(nameGlob([glob]));
}

function unmatchedGlob({ name }: SourceConfig, { key, glob, where }: PlacedGlob): Warning {
  const what = key === 'classes' ? 'class' : 'device';
  return { code: 'CONFIG.NO_MATCH', text: `${placeText(where)}: ${key} ${glob} fits no ${what} of ${name}` };
}

function emptySource(source: SourceConfig, listed: readonly ListedDevice[]): readonly Warning[] {
  if (listed.length === 0 || listed.some(selecting(source))) return [];
  const place = placeText(source.globs[0]?.where ?? source.where);
  const text = `${place}: nothing of ${source.name} is pulled: its globs leave none of ${count(listed.length, 'device')}`;
  return [{ code: 'CONFIG.SOURCE_EMPTY', text }];
}
