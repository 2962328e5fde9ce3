/** Milliseconds since 1970, UTC. What moves in a simulated facility is a function of it, and nothing else. */
export type Clock = () => number;

/** As readings carry it: nanoseconds, of which servers tell no more than microseconds. */
export function timeNs(clock: Clock): bigint {
  return BigInt(Math.round(clock() * 1000)) * 1000n;
}
