/** One line of a sequencer's table. */
export interface SeqLine {
  /** 0 never ends. */
  readonly repeats: number;
  readonly trigger: number;
  readonly position: number;
  /** Phases are in units of the prescaler; phase 1 of 0 is left out. */
  readonly time1: number;
  readonly out1: number;
  readonly time2: number;
  readonly out2: number;
}

export const SEQ_LINE_WORDS = 4;

/** Line `index` of a table of words. */
export function seqLine(words: Uint32Array, index: number): SeqLine {
  const [head = 0, position = 0, time1 = 0, time2 = 0] = words.subarray(
    SEQ_LINE_WORDS * index,
    SEQ_LINE_WORDS * (index + 1),
  );
  return {
    repeats: head & 0xffff,
    trigger: (head >>> 16) & 0xf,
    position: position | 0,
    time1,
    out1: (head >>> 20) & 0x3f,
    time2: Math.max(1, time2),
    out2: (head >>> 26) & 0x3f,
  };
}
