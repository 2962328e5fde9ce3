import { DevgenError } from '../../core/contract/errors.ts';

/** What arrived is not what a PandA sends: a reply of no known form, a frame of an impossible length. */
export function protocolError(why: string, actual?: unknown): DevgenError {
  return new DevgenError(`Not what a PandA sends: ${why}`, {
    code: 'PANDA.PROTOCOL',
    ...(actual === undefined ? {} : { actual }),
    hint: 'Check that host and port are those of a PandA, and that nothing between changes the bytes.',
  });
}
