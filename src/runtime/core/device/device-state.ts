/** `since` is in milliseconds since 1970. */
export type DeviceState =
  /** Never connected, or the last attempt failed: then `why`. */
  | { readonly state: 'new'; readonly since: number; readonly why?: Error }
  | { readonly state: 'connecting'; readonly since: number }
  | { readonly state: 'connected'; readonly since: number }
  /** Was connected; comes back without user code when the server does. */
  | { readonly state: 'lost'; readonly since: number; readonly why: Error }
  /** Disposed, or its connector was closed. Connecting again is allowed. */
  | { readonly state: 'closed'; readonly since: number };

const worstFirst: readonly DeviceState['state'][] = ['lost', 'new', 'connecting', 'closed', 'connected'];

/** The state of a whole: that of its worst part, and of equal ones the latest; connected when it has no parts. */
export function worstState(states: readonly DeviceState[], since: number): DeviceState {
  const rank = ({ state }: DeviceState): number => worstFirst.indexOf(state);
  const [worst] = states.toSorted((a, b) => rank(a) - rank(b) || b.since - a.since);
  return worst ?? { state: 'connected', since };
}
