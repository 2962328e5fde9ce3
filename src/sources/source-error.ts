import { DevgenError } from '@devgen/runtime/contract';
import type { Found } from './source.ts';

/** A whole source is out of reach; `what` says what cannot be done with it. */
export function unreachable(what: string, cause: DevgenError): DevgenError {
  return new DevgenError(`${what}: ${cause.message}`, {
    code: cause.code.startsWith('ADDRESS.') ? cause.code : 'SOURCE.UNREACHABLE',
    source: cause.source,
    hint: cause.hint ?? 'is it running? devgen sources tells',
    cause,
  });
}

/** Why a device cannot be described; `code` is for what no error of ours says: an answer that makes no sense. */
export function describeError(error: unknown, { device }: Found, code: string): DevgenError {
  if (error instanceof DevgenError) return error;
  const why = error instanceof Error ? error.message : String(error);
  return new DevgenError(`${device}: ${why}`, { code, device, cause: error });
}
