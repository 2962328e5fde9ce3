import { connectionOf, type Connection } from '../connect/connection.ts';
import { coreOf } from './device-core.ts';
import { worstState, type DeviceState } from './device-state.ts';
import type { Device } from './device.ts';
import { placesIn } from './walk.ts';

/** The state of a device with everything in it. */
export function stateOf(device: Device): DeviceState {
  return worstOf(connectionsOf(device), coreOf(device).since);
}

/** Tells of every change of the whole; of the connections that are there at the time of the call. */
export function observeState(device: Device, callback: (state: DeviceState) => void): () => void {
  const connections = connectionsOf(device);
  const { since } = coreOf(device);
  let last = worstOf(connections, since).state;
  const onChange = (): void => {
    const state = worstOf(connections, since);
    if (state.state === last) return;
    last = state.state;
    callback(state);
  };
  const ends = [...connections].map((connection) => connection.onState(onChange));
  return () => ends.forEach((end) => end());
}

function worstOf(connections: Iterable<Connection>, since: number): DeviceState {
  return worstState(
    [...connections].map((connection) => connection.state),
    since,
  );
}

function connectionsOf(device: Device): Set<Connection> {
  const connections = new Set<Connection>();
  const seen = new Set<Device>();
  const visit = (at: Device): void => {
    if (seen.has(at)) return;
    seen.add(at);
    const own = connectionOf(coreOf(at));
    if (own !== undefined) connections.add(own);
    for (const { place } of placesIn(at)) {
      if (place.kind === 'device' || place.kind === 'part') visit(place.device);
      else if (place.kind === 'loose' && place.loose.connection !== undefined) connections.add(place.loose.connection);
    }
  };
  visit(device);
  return connections;
}
