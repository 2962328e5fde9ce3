import { asDevgenError, DevgenError } from '../contract/errors.ts';
import { differenceOf, misfitError } from './difference.ts';
import { filterOf, findSettings, type Setting, type SettingsFilter, type SettingsTree } from './find-settings.ts';
import { fitValue } from './fit.ts';
import { forEachBounded } from '../support/bounded.ts';
import type { Io } from '../contract/seam.ts';
import { type PhaseRule, phasesOf } from './phases.ts';
import { readPresent } from './present.ts';
import { recordOf } from '../support/record.ts';
import { restOf } from '../support/rest.ts';
import type { SetOptions } from '../contract/members.ts';
import type { Settings } from './text.ts';
import { SettingsError } from './settings-error.ts';
import { slot } from '../contract/slot.ts';
import { type SettingsCallOptions, underDeadline } from './under-deadline.ts';

export interface RestoreOptions extends SettingsFilter, SettingsCallOptions {
  /** What is written first, one phase after the other; all others follow. Without it everything is one phase. */
  readonly phases?: PhaseRule;
  /** Writes at a time; 16, if absent. */
  readonly concurrency?: number;
  /** For each write; its deadline is 3 000 ms, if absent. */
  readonly set?: Omit<SetOptions, 'signal'>;
}

/** What a restore did, by path and in order. */
export interface Restored {
  readonly written: readonly string[];
  /** These were so already. */
  readonly same: readonly string[];
}

/**
 * Writes the settings that differ from what a device or tree is at present. Within 60 s, unless told otherwise. Rejects
 * with a {@link SettingsError}: SETTINGS.REFUSED before anything is written, when a path is unknown or a value does not
 * fit; SETTINGS.NOT_RESTORED when writes failed, of which others in the same phase are done and later phases are left.
 * Before each phase it reads anew, as what was written may have changed the rest.
 */
export function restoreSettings(
  tree: SettingsTree,
  settings: Settings,
  options: RestoreOptions = {},
): Promise<Restored> {
  const { concurrency = 16 } = options;
  return underDeadline('restoreSettings', tree, { deadline: 60_000, ...options }, async (io) => {
    checkConcurrency(concurrency);
    const targets = targetsOf(tree, settings, options);
    const phases = phasesOf([...targets.keys()], options.phases);
    const written: string[] = [];
    const same: string[] = [];
    for (const [index, paths] of phases.entries()) {
      const phase = new Map(paths.map((path) => [path, targets.get(path)!]));
      const differing = await differingOf(phase, io);
      same.push(...paths.filter((path) => !differing.has(path)));
      const errors = await writeAll(differing, concurrency, options.set, io, written);
      if (errors.size === 0) continue;
      const left = phases.slice(index + 1).flat();
      const title = `${errors.size} of ${targets.size} settings were not written${leftText(left)}`;
      throw new SettingsError(title, 'SETTINGS.NOT_RESTORED', errors, { written, left });
    }
    return { written, same };
  });
}

/** A setting and the value that it is to have. */
interface Target {
  readonly setting: Setting;
  readonly value: unknown;
}

function targetsOf(tree: SettingsTree, settings: Settings, options: RestoreOptions): ReadonlyMap<string, Target> {
  const found = findSettings(tree, options);
  const isMeant = filterOf(options);
  const targets = new Map<string, Target>();
  const errors = new Map<string, DevgenError>();
  for (const [path, saved] of Object.entries(settings).filter(([name]) => isMeant(name))) {
    const setting = found.get(path);
    const value = setting && fitValue(setting[slot].spec, saved);
    const error = setting === undefined ? unknownError(path) : misfitError(setting, value);
    if (error !== undefined) errors.set(path, error);
    else targets.set(path, { setting: setting!, value });
  }
  if (errors.size === 0) return targets;
  const title = `nothing was written: ${errors.size} of ${errors.size + targets.size} settings do not fit`;
  throw new SettingsError(title, 'SETTINGS.REFUSED', errors, { left: [...targets.keys()] });
}

function unknownError(path: string): DevgenError {
  return new DevgenError('no readable and writable signal is there', {
    code: 'SETTINGS.UNKNOWN',
    member: path,
    hint: 'compareSettings tells what the tree has; `ignore` leaves a path out',
  });
}

/** Also what cannot be read: writing may be what mends it. */
async function differingOf(phase: ReadonlyMap<string, Target>, io: Io): Promise<Map<string, Target>> {
  const present = await readPresent(new Map([...phase].map(([path, { setting }]) => [path, setting])), io);
  const differs = ([path, { setting, value }]: [string, Target]): boolean =>
    differenceOf(path, setting, recordOf([[path, value]]), present.get(path)!).length > 0;
  return new Map([...phase].filter(differs));
}

async function writeAll(
  targets: ReadonlyMap<string, Target>,
  concurrency: number,
  set: RestoreOptions['set'],
  io: Io,
  written: string[],
): Promise<Map<string, DevgenError>> {
  const errors = new Map<string, DevgenError>();
  await forEachBounded([...targets], concurrency, io, async ([path, { setting, value }], own) => {
    const rest = restOf(own);
    const milliseconds = Math.min(rest.deadline, set?.deadline ?? 3_000);
    try {
      await setting.set(value, { ...set, ...rest, deadline: milliseconds });
      written.push(path);
    } catch (error) {
      errors.set(path, asDevgenError(error, { code: 'CALL.FAILED' }));
    }
  });
  return errors;
}

function checkConcurrency(concurrency: number): void {
  if (Number.isInteger(concurrency) && concurrency > 0) return;
  throw new DevgenError(`the option concurrency is ${String(concurrency)}, expected an integer above 0`, {
    code: 'VALUE.TYPE',
    actual: concurrency,
    hint: 'for example { concurrency: 4 }',
  });
}

function leftText(left: readonly string[]): string {
  return left.length === 0 ? '' : `, and ${left.length} are left for later`;
}
