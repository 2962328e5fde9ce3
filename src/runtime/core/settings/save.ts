import type { DevgenError } from '../contract/errors.ts';
import { findSettings, type SettingsFilter, type SettingsTree } from './find-settings.ts';
import { readPresent } from './present.ts';
import { recordOf } from '../support/record.ts';
import { SettingsError } from './settings-error.ts';
import type { Settings } from './text.ts';
import { type SettingsCallOptions, underDeadline } from './under-deadline.ts';

export interface SaveOptions extends SettingsFilter, SettingsCallOptions {}

/**
 * The present value of every readable and writable signal of a device or tree, by path: one request a device. Within 10 s,
 * unless told otherwise. Rejects with a {@link SettingsError} SETTINGS.NOT_SAVED when one of them cannot be read.
 */
export function saveSettings(tree: SettingsTree, options: SaveOptions = {}): Promise<Settings> {
  return underDeadline('saveSettings', tree, { deadline: 10_000, ...options }, async (io) => {
    const present = await readPresent(findSettings(tree, options), io);
    const errors = new Map<string, DevgenError>();
    for (const [path, found] of present) if ('error' in found) errors.set(path, found.error);
    if (errors.size > 0) {
      const title = `${errors.size} of ${present.size} settings could not be read; \`ignore\` leaves them out`;
      throw new SettingsError(title, 'SETTINGS.NOT_SAVED', errors);
    }
    return recordOf([...present].map(([path, found]) => [path, 'value' in found ? found.value : undefined]));
  });
}
