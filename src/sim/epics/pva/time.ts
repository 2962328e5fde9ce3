/** A normative time stamp of milliseconds since 1970. */
export function timeOf(ms: number): object {
  const seconds = Math.floor(ms / 1000);
  return { secondsPastEpoch: BigInt(seconds), nanoseconds: Math.round((ms - 1000 * seconds) * 1e6), userTag: 0 };
}
