import type { Where } from '../config.ts';
import { ConfigError } from '../config-error.ts';

/** Why an entry cannot be followed. */
export type OverlayProblem = (
  code: 'CONFIG.OVERLAY_TARGET' | 'CONFIG.OVERLAY_PARTIAL' | 'CONFIG.OVERLAY_NAME' | 'CONFIG.OVERLAY_TYPE',
  where: Where,
  summary: string,
  why: string,
  hint: string,
) => void;

export function overlayError(...[code, where, summary, why, hint]: Parameters<OverlayProblem>): ConfigError {
  return new ConfigError(code, summary, { where, why, hint });
}
