import type { Where } from '../config.ts';
import { ConfigError } from '../config-error.ts';

/** Why an entry cannot be followed. */
export type OverlayProblem = (
  code: 'TARGET' | 'PARTIAL' | 'NAME' | 'TYPE',
  where: Where,
  summary: string,
  why: string,
  hint: string,
) => void;

export function overlayError(...[code, where, summary, why, hint]: Parameters<OverlayProblem>): ConfigError {
  return new ConfigError(`CONFIG.OVERLAY_${code}`, summary, { where, why, hint });
}
