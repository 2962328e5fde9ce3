import { DevgenError } from '../../core/contract/errors.ts';

/** What arrived is not what the protocol allows: truncated, a wrong length, an unknown discriminator. */
export function protocolError(why: string, cause?: unknown): DevgenError {
  return new DevgenError(`Not a valid Tango message: ${why}`, {
    code: 'TANGO.PROTOCOL',
    hint: 'Check that the address is a Tango server and that nothing between changes the bytes.',
    ...(cause === undefined ? {} : { cause }),
  });
}
