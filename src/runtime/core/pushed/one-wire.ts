import { DevgenError } from '../contract/errors.ts';
import type { DeviceSpec } from '../contract/spec.ts';
import { leaves } from '../support/flatten.ts';

/** A whole PV name that begins with a scheme. */
const WITH_SCHEME = /^=[a-z][a-z0-9+.-]*:\/\//i;

/**
 * All PVs of a device are of the connector that it is reached by: a member that is read over one wire and written over
 * another cannot be told as one. Throws `ADDRESS.UNKNOWN` for a source that names a wire.
 */
export function requireOneWire(spec: DeviceSpec, device: string): void {
  for (const { spec: member } of leaves(Object.values(spec.members))) {
    const sources = [member.source, ...(member.kind !== 'command' && member.write !== undefined ? [member.write] : [])];
    const source = sources.find((each) => WITH_SCHEME.test(each));
    if (source !== undefined) throw wireError(source.slice(1), device);
  }
}

function wireError(pv: string, device: string): DevgenError {
  return new DevgenError(`"${pv}" is not the name of a PV: the wire is that of the device, one for all of its PVs`, {
    code: 'ADDRESS.UNKNOWN',
    about: device,
    device,
    expected: 'a name without a scheme',
    actual: pv,
    hint: 'what is on another wire is a device of its own, in one tree with this one',
  });
}
