/** An integer below what is given. */
export type Random = (below: number) => number;

/** The same again from the same seed. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

const INTERESTING = [0, 1, 0x7f, 0x80, 0x88, 0x82, 0xfd, 0xfe, 0xff];

/** Some bytes changed, words made huge, parts cut out, doubled or turned into segments. */
export function mutate(bytes: Uint8Array, random: Random): Uint8Array {
  let out = new Uint8Array(bytes);
  for (let changes = 1 + random(4); changes > 0; changes--) {
    const at = random(out.length || 1);
    const kind = random(7);
    if (kind === 0) out[at] = INTERESTING[random(INTERESTING.length)]!;
    else if (kind === 1) out[at] = random(256);
    else if (kind === 2) out.fill(0xff, at & ~3, (at & ~3) + 4);
    else if (kind === 3) out[at] = (out[at] ?? 0) ^ (1 << random(8));
    else if (kind === 4) out = out.slice(0, at);
    else if (kind === 5)
      out = new Uint8Array(Buffer.concat([out.subarray(0, at), out.subarray(random(out.length || 1))]));
    else out = withRightSize(out);
  }
  return random(2) === 0 ? withRightSize(out) : out;
}

/** So that more than the header is looked at. */
function withRightSize(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(bytes);
  if (out.length < 8) return out;
  const view = new DataView(out.buffer);
  view.setUint32(4, out.length - 8, (out[2]! & 0x80) === 0);
  return out;
}
