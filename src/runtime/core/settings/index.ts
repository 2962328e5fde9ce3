/** What a device or tree is set to, as data: saved, compared and restored. */
export { saveSettings, type SaveOptions } from './save.ts';
export { compareSettings } from './compare.ts';
export { describeDifference, type Difference } from './difference.ts';
export { restoreSettings, type Restored, type RestoreOptions } from './restore.ts';
export { parseSettings, printSettings, type PlainSettings, type Settings } from './text.ts';
export type { Plain } from './plain.ts';
export type { PhaseRule } from './phases.ts';
export type { SettingsFilter, SettingsTree } from './find-settings.ts';
export type { SettingsCallOptions } from './under-deadline.ts';
export { SettingsError } from './settings-error.ts';
export { MembersError } from '../support/members-error.ts';
