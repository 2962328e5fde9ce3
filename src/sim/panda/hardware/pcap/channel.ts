/** What PCAP writes of each sample, in the order in which it is asked for. Lines are those of the position bus. */
export type Channel =
  | { readonly of: 'bits'; readonly word: number }
  | { readonly of: 'value' | 'diff' | 'min' | 'max' | 'sum' | 'squares'; readonly line: number }
  | { readonly of: 'start' | 'end' | 'trigger' | 'duration' };

const WORDS: Readonly<Record<Channel['of'], number>> = {
  bits: 1,
  value: 1,
  diff: 1,
  min: 1,
  max: 1,
  sum: 2,
  squares: 3,
  start: 2,
  end: 2,
  trigger: 2,
  duration: 1,
};

/** 32-bit words of a channel: little-endian, signed but for bits and durations. */
export function channelWords({ of }: Channel): number {
  return WORDS[of];
}

/** How a capture ends by itself, or by `*PCAP.DISARM`. */
export type CaptureEnd = 'Ok' | 'Disarmed' | 'Framing error';

/** Takes what PCAP captures. */
export interface CaptureSink {
  /** ENABLE is high; timestamps count from this tick. */
  started(tick: number): void;
  /** Only valid during the call. */
  sample(bytes: Uint8Array): void;
  ended(how: CaptureEnd): void;
}
