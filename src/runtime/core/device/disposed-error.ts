import { DevgenError } from '../contract/errors.ts';

/** With what everything in a disposed device rejects. */
export function disposedError(name: string): DevgenError {
  return new DevgenError(`${name} was disposed`, { code: 'LINK.CLOSED', hint: 'connect it again to use it again' });
}

/** The same for a device whose connector was closed. */
export function connectorClosedError(name: string): DevgenError {
  return new DevgenError(`the connector of ${name} was closed`, {
    code: 'LINK.CLOSED',
    hint: 'connect it again, over a connector that is open',
  });
}
