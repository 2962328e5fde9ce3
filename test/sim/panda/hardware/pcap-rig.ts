import { pandaboxNoFmc } from '../../../../src/sim/panda/firmware/pandabox-no-fmc.ts';
import { Fpga } from '../../../../src/sim/panda/hardware/fpga.ts';
import type { Channel } from '../../../../src/sim/panda/hardware/pcap/channel.ts';

export interface PcapVector {
  readonly name: string;
  readonly channels: readonly Channel[];
  /** `TICK SET=1,SET=2`, where `POS[5]` and `BIT[2]` are lines, and `ARM` and `DISARM` take nothing. */
  readonly rows: string;
  /** Of each sample, by channel. */
  readonly samples: readonly (readonly (number | bigint)[])[];
  readonly ends?: readonly string[];
}

export interface Captured {
  readonly samples: readonly (readonly (number | bigint)[])[];
  readonly ends: readonly string[];
  readonly health: number;
}

const START = 100;
/** Bits that stand for the inputs of PCAP, away from those that the vectors use. */
const INPUTS: Readonly<Record<string, number>> = { ENABLE: 125, GATE: 126, TRIG: 127 };

/** Plays rows to the tick `until`, 1000 where absent. */
export function capture(vector: Pick<PcapVector, 'channels' | 'rows'> & { readonly until?: number }): Captured {
  const { channels, rows, until = 1000 } = vector;
  const fpga = new Fpga(pandaboxNoFmc);
  const samples: (readonly (number | bigint)[])[] = [];
  const ends: string[] = [];
  const sink = {
    started: () => {},
    sample: (bytes: Uint8Array) => samples.push(decode(bytes, channels)),
    ended: (how: string) => ends.push(how),
  };
  for (const [field, line] of Object.entries(INPUTS)) fpga.write('PCAP', 0, field, line);
  for (const row of rows.trim().split('\n')) {
    const [, tick, rest] = /^\s*(\d+)\s*(.*)$/.exec(row)!;
    for (const part of rest!.split(',')) {
      const [name = '', value] = part.trim().split('=');
      fpga.timeline.change(START + Number(tick) - 1, () => {
        if (name === 'ARM') fpga.pcap.arm(channels, sink);
        else if (name === 'DISARM') fpga.pcap.disarm();
        else set(fpga, name, Number(value));
      });
    }
  }
  fpga.timeline.advance(START + until);
  return { samples, ends, health: fpga.read('PCAP', 0, 'HEALTH') };
}

function set(fpga: Fpga, name: string, value: number): void {
  const [, bus, index] = /^(POS|BIT)\[(\d+)\]$/.exec(name) ?? [];
  const line = INPUTS[name] ?? Number(index);
  const { bits, positions } = fpga.bus;
  const next = fpga.timeline.now + 1;
  if (bus === 'POS') fpga.timeline.change(next, () => positions.set(line, value));
  else if (bus === 'BIT' || name in INPUTS) fpga.timeline.change(next, () => bits.set(line, value));
  else fpga.write('PCAP', 0, name, value);
}

function decode(bytes: Uint8Array, channels: readonly Channel[]): readonly (number | bigint)[] {
  const view = Buffer.from(bytes);
  let at = 0;
  return channels.map(({ of }) => {
    const from = at;
    switch (of) {
      case 'bits':
      case 'duration':
        at += 4;
        return view.readUInt32LE(from);
      case 'squares':
        at += 12;
        return (BigInt(view.readInt32LE(from + 8)) << 64n) | view.readBigUInt64LE(from);
      case 'value':
      case 'diff':
      case 'min':
      case 'max':
        at += 4;
        return view.readInt32LE(from);
      default:
        at += 8;
        return view.readBigInt64LE(from);
    }
  });
}
