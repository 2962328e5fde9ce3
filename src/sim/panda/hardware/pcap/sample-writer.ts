import { type Channel, channelWords } from './channel.ts';
import type { GateWindow } from './gate-window.ts';
import type { PositionStatistics } from './position-statistics.ts';

/** All that a sample can be made of, at its trigger. */
export interface SampleSource {
  readonly trigger: number;
  readonly window: GateWindow;
  /** Bits by which sums and the duration are shifted right. */
  readonly shift: number;
  readonly position: (line: number) => number;
  readonly statistics: (line: number) => PositionStatistics;
  readonly bit: (line: number) => number;
}

/** Writes the channels of one sample behind each other, little-endian. */
export class SampleWriter {
  readonly #channels: readonly Channel[];
  readonly #bytes: Uint8Array;
  readonly #view: DataView;

  constructor(channels: readonly Channel[]) {
    this.#channels = channels;
    this.#bytes = new Uint8Array(4 * channels.reduce((sum, channel) => sum + channelWords(channel), 0));
    this.#view = new DataView(this.#bytes.buffer);
  }

  /** The same bytes each time, overwritten by the next sample. */
  write(source: SampleSource): Uint8Array {
    let at = 0;
    for (const channel of this.#channels) {
      this.#channel(channel, at, source);
      at += 4 * channelWords(channel);
    }
    return this.#bytes;
  }

  #channel(channel: Channel, at: number, source: SampleSource): void {
    const view = this.#view;
    const shift = BigInt(source.shift);
    switch (channel.of) {
      case 'bits':
        return view.setUint32(at, word(source, channel.word), true);
      case 'value':
        return view.setInt32(at, source.position(channel.line), true);
      case 'diff':
      case 'min':
      case 'max':
        return view.setInt32(at, source.statistics(channel.line)[channel.of], true);
      case 'sum':
        return view.setBigInt64(at, source.statistics(channel.line).sum >> shift, true);
      case 'squares': {
        const squares = source.statistics(channel.line).squares >> shift;
        view.setBigUint64(at, BigInt.asUintN(64, squares), true);
        return view.setInt32(at + 8, Number(BigInt.asIntN(32, squares >> 64n)), true);
      }
      case 'start':
      case 'end':
        return view.setBigInt64(at, BigInt(source.window[channel.of]), true);
      case 'trigger':
        return view.setBigInt64(at, BigInt(source.trigger), true);
      case 'duration':
        return view.setUint32(at, Math.floor(source.window.duration / 2 ** source.shift), true);
    }
  }
}

function word(source: SampleSource, index: number): number {
  let bits = 0;
  for (let bit = 0; bit < 32; bit++) if (source.bit(32 * index + bit) === 1) bits |= 1 << bit;
  return bits >>> 0;
}
