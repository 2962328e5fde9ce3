import { DevgenError } from '@devgen/runtime/contract';

/** A publication that did not happen. `code` is the part after `PUBLISH.`. */
export function publishError(code: string, message: string, hint: string, cause?: unknown): DevgenError {
  const why = cause instanceof Error ? `: ${cause.message}` : '';
  return new DevgenError(message + why, { code: `PUBLISH.${code}`, hint, cause });
}
