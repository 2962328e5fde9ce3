import { within } from '../support/deadline.ts';
import type { Connector, Io, Link } from '../contract/seam.ts';
import type { DeviceSpec } from '../contract/spec.ts';

/** Opens within the deadline, whether or not the connector heeds it; a link that comes too late is closed. */
export async function openLink(
  connector: Connector,
  address: string,
  wanted: DeviceSpec | undefined,
  io: Io,
): Promise<Link> {
  let opening: Promise<Link> | undefined;
  try {
    const link = await within(io, () => (opening = connector.open(address, wanted, io)));
    io.signal.throwIfAborted();
    return link;
  } catch (error) {
    opening?.then((late) => late.close()).catch(() => undefined);
    throw error;
  }
}
