import { checkValue } from '../value/check-value.ts';
import { asDevgenError, type DevgenError } from '../contract/errors.ts';
import { fitValue } from './fit.ts';
import { printable } from '../support/printable.ts';
import type { Present } from './present.ts';
import { sameValue } from '../value/equality.ts';
import type { Setting } from './find-settings.ts';
import type { Settings } from './text.ts';
import { slot } from '../contract/slot.ts';
import { valueText } from '../value/value-text.ts';

/** How settings and a live tree differ at one path. */
export type Difference =
  | { readonly kind: 'differs'; readonly path: string; readonly saved: unknown; readonly live: unknown }
  /** The tree has the signal, the settings lack it. */
  | { readonly kind: 'missing'; readonly path: string; readonly live: unknown }
  /** No readable and writable signal of the tree is there. */
  | { readonly kind: 'unknown'; readonly path: string; readonly saved: unknown }
  /** The value is none that the signal can take. */
  | { readonly kind: 'misfit'; readonly path: string; readonly saved: unknown; readonly error: DevgenError }
  /** What the signal is at present is not known. */
  | { readonly kind: 'unreadable'; readonly path: string; readonly saved: unknown; readonly error: DevgenError };

export function differenceOf(path: string, setting: Setting, settings: Settings, present: Present): Difference[] {
  if (!Object.hasOwn(settings, path)) {
    return [{ kind: 'missing', path, live: 'value' in present ? present.value : undefined }];
  }
  const saved = fitValue(setting[slot].spec, settings[path]);
  const misfit = misfitError(setting, saved);
  if (misfit !== undefined) return [{ kind: 'misfit', path, saved, error: misfit }];
  if ('error' in present) return [{ kind: 'unreadable', path, saved, error: present.error }];
  return sameValue(saved, present.value) ? [] : [{ kind: 'differs', path, saved, live: present.value }];
}

/** Why a signal cannot take a value. */
export function misfitError(setting: Setting, value: unknown): DevgenError | undefined {
  try {
    checkValue(setting[slot].spec, value, setting[slot]);
  } catch (error) {
    return asDevgenError(error, { code: 'VALUE.TYPE' });
  }
  return undefined;
}

/** A difference on one line: `stage.x.velocity: saved 2, is 1.5`. */
export function describeDifference(difference: Difference): string {
  const path = printable(difference.path);
  switch (difference.kind) {
    case 'differs':
      return `${path}: saved ${valueText(difference.saved)}, is ${valueText(difference.live)}`;
    case 'missing':
      return `${path}: not in the settings`;
    case 'unknown':
      return `${path}: no such setting in the tree`;
    default:
      return `${path}: ${difference.error.why}`;
  }
}
