import { isHeldBy } from './adopt.ts';
import { connectionOf } from '../connect/connection.ts';
import { coreOf } from './device-core.ts';
import type { Device } from './device.ts';
import { disposedError } from './disposed-error.ts';
import { DevgenError } from '../contract/errors.ts';
import { releaseLoose } from './procedural.ts';
import { placesIn, type Place } from './walk.ts';

/** Disposes one device and what it holds; devices that another composite or tree held first are left to it. */
export async function disposeDevice(device: Device): Promise<void> {
  const core = coreOf(device);
  if (core.owner !== undefined) {
    throw new DevgenError(`${core.name} is a part of ${core.owner.name || core.owner.address} and is closed with it`, {
      code: 'DEVICE.PART',
      device: core.owner.address,
      hint: 'dispose the device',
    });
  }
  await Promise.all([connectionOf(core)?.dispose(), ...heldIn(device).map(disposePlace)]);
}

export async function disposePlace(place: Place): Promise<void> {
  if (place.kind === 'device') return disposeDevice(place.device);
  if (place.kind === 'loose') return releaseLoose(place.loose);
  if (place.kind === 'soft') place.slot.dispose(disposedError(place.slot.name));
}

/** Below parts too: a user's class of a block may hold devices. */
function heldIn(device: Device): Place[] {
  return placesIn(device).flatMap(({ place }) => {
    if (place.kind === 'part') return heldIn(place.device);
    return isHeldBy(place, coreOf(device)) ? [place] : [];
  });
}
