import { DevgenError } from '../../core/contract/errors.ts';

/** What arrived is not what the protocol allows: truncated, a wrong size, an unknown code. */
export function protocolError(why: string, cause?: unknown): DevgenError {
  return new DevgenError(`Not a valid PV Access message: ${why}`, {
    code: 'PVA.PROTOCOL',
    hint: 'Check that the address is a PV Access server and that nothing between changes the bytes.',
    ...(cause === undefined ? {} : { cause }),
  });
}
