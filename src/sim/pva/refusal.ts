import type { Status } from '@devgen/runtime/pva/codec';

/** Why something is not done, for the client that asked. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
}

/** Any failure, as a client is told. */
export function failure(error: unknown): Status {
  const message = error instanceof Error ? error.message : String(error);
  return { type: 'ERROR', message, callTree: '' };
}

/** What cannot be read ends the connection; everything else is told to the client. */
export function isUnreadable(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'PVA.PROTOCOL';
}
