import { DevgenError } from '../../core/contract/errors.ts';

/** What arrived is not what the protocol allows: truncated, a wrong size, an unknown code. */
export function protocolError(why: string): DevgenError {
  return new DevgenError(`Not a valid Channel Access message: ${why}`, {
    code: 'CA.PROTOCOL',
    hint: 'Check that the address is a Channel Access server and that nothing between changes the bytes.',
  });
}
