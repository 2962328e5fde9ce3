import { beforeEach, describe, expect, it } from 'vitest';
import { dataOptions } from '../../../../src/sim/panda/capture/data-options.ts';
import { DataReader } from '../../../../src/sim/panda/capture/data-reader.ts';
import { pandaboxNoFmc } from '../../../../src/sim/panda/firmware/pandabox-no-fmc.ts';
import { Dialogue } from '../dialogue.ts';

/** Ticks of a millisecond. */
const MS = 125_000;

let dialogue: Dialogue;
let received: string[];

/** Sets fields, one a line. */
function set(text: string): void {
  for (const line of text.trim().split('\n')) expect([line, dialogue.ask(line.trim())]).toEqual([line, 'OK']);
}

function sequence(
  block: string,
  lines: readonly (readonly [head: number, position: number, t1: number, t2: number])[],
): void {
  expect(dialogue.ask(`${block}.TABLE<`, ...lines.map((line) => line.join(' ')), '')).toBe('OK');
}

/** Reads captures as text. */
function read(): DataReader {
  const outlet = {
    isOpen: true,
    text: (text: string) => void received.push(text),
    data: (bytes: Buffer) => void received.push(bytes.toString()),
    end: () => {},
  };
  return new DataReader(dialogue.capture, dataOptions('NO_HEADER'), outlet);
}

function run(seconds: number): void {
  dialogue.ticks(seconds * 1000 * MS);
  dialogue.capture.pump();
}

/** Samples, by field, and how the capture ended. */
function result(): { readonly rows: readonly (readonly number[])[]; readonly end: string | undefined } {
  const lines = received.join('').trim().split('\n').slice(1);
  const end = lines.at(-1)?.startsWith('END') ? lines.pop() : undefined;
  return { rows: lines.map((line) => line.trim().split(' ').map(Number)), end };
}

beforeEach(() => {
  dialogue = new Dialogue(pandaboxNoFmc);
  received = [];
});

describe('a fly scan', () => {
  const wiring = `
    SEQ1.POSA=INENC1.VAL
    SEQ1.PRESCALE.UNITS=us
    SEQ1.PRESCALE=1
    SEQ1.REPEATS=1
    PCAP.ENABLE=SEQ1.ACTIVE
    PCAP.GATE=SEQ1.OUTA
    PCAP.TRIG=SEQ1.OUTA
    PCAP.TRIG_EDGE=Falling
    INENC1.VAL.SCALE=0.001
    INENC1.VAL.UNITS=mm
    INENC1.VAL.CAPTURE=Min Max Mean
    PCAP.TS_TRIG.CAPTURE=Value
    PCAP.GATE_DURATION.CAPTURE=Value`;

  it('begins at a position and makes frames of equal times', () => {
    set(wiring);
    // 200 frames of 4 ms with 1 ms between them, from 1000 counts on.
    sequence('SEQ1', [
      [0x70001, 1000, 0, 1],
      [0x1000c8 /* repeats 200, OUTA in phase 1 */, 0, 4000, 1000],
    ]);
    read();
    set('*PCAP.ARM=');
    set('SEQ1.ENABLE=ONE');
    run(0.01);
    expect(result()).toEqual({ rows: [], end: undefined });
    expect(dialogue.ask('SEQ1.STATE?')).toBe('OK =WAIT_TRIGGER');
    // 10 000 counts a second: 1000 counts after a tenth of a second.
    dialogue.fpga.motor(1).moveTo(20_000, 2);
    run(2);
    const { rows, end } = result();
    expect(end).toBe('END 200 Ok');
    // Min, max, duration, time of the trigger, mean.
    const times = rows.map((row) => row[3]!);
    times.slice(1).forEach((time, i) => expect(time - times[i]!).toBeCloseTo(0.005, 9));
    expect(new Set(rows.map((row) => row[2]))).toEqual(new Set([0.004]));
    rows.forEach(([min = 0, max = 0, , , mean = 0], i) => {
      expect(min).toBeCloseTo(1 + 0.05 * i, 3);
      expect(max - min).toBeCloseTo(0.04, 3);
      expect(mean).toBeCloseTo(1 + 0.05 * i + 0.02, 3);
    });
  });

  it('has frames at another rate beside it, slaved to the first', () => {
    set(wiring);
    set(`
      SEQ2.BITA=SEQ1.OUTA
      SEQ2.PRESCALE.UNITS=us
      SEQ2.PRESCALE=1
      COUNTER1.ENABLE=PCAP.ACTIVE
      COUNTER1.TRIG=SEQ2.OUTB
      COUNTER1.OUT.CAPTURE=Value`);
    // Two pulses of the second rate in each frame of the first, and then the frame's end.
    sequence('SEQ2', [
      [0x220001, 0, 500, 2000],
      [0x200001, 0, 500, 1],
      [0x10001, 0, 0, 1],
    ]);
    sequence('SEQ1', [
      [0x70001, 1000, 0, 1],
      [0x1000c8, 0, 4000, 1000],
    ]);
    read();
    set('*PCAP.ARM=\nSEQ2.ENABLE=ONE\nSEQ1.ENABLE=ONE');
    dialogue.fpga.motor(1).moveTo(20_000, 2);
    run(2);
    const { rows, end } = result();
    expect(end).toBe('END 200 Ok');
    expect(rows.map((row) => row[3])).toEqual(Array.from({ length: 200 }, (_, i) => 2 * (i + 1)));
  });

  it('goes to and fro over rows that wait for one another', () => {
    set(wiring);
    set('SEQ1.BITA=BITS.OUTA');
    const rowsOf = [
      [0x10001, 0, 0, 1],
      [0x20001, 0, 0, 1],
      [0x70001, 1000, 0, 1],
      [0x100032, 0, 4000, 1000],
      [0x10001, 0, 0, 1],
      [0x20001, 0, 0, 1],
      [0x80001, 3500, 0, 1],
      [0x100032, 0, 4000, 1000],
      [0x10001, 0, 0, 1],
      [0x20001, 0, 0, 1],
      [0x70001, 1000, 0, 1],
      [0x100032, 0, 4000, 1000],
    ] as const;
    sequence('SEQ1', rowsOf);
    read();
    set('*PCAP.ARM=\nSEQ1.ENABLE=ONE');
    for (const [row, to] of [4000, 500, 4000].entries()) {
      run(0.001);
      set('BITS.A=1');
      dialogue.fpga.motor(1).moveTo(to, Math.abs(to - dialogue.fpga.motor(1).position) / 10_000);
      run(0.5);
      set('BITS.A=0');
      expect(result().rows).toHaveLength(50 * (row + 1));
    }
    const { rows, end } = result();
    expect(end).toBe('END 150 Ok');
    const starts = rows.map(([min = 0, max = 0], i) => (Math.floor(i / 50) === 1 ? max : min));
    starts.forEach((start, i) => {
      const n = i % 50;
      expect(start).toBeCloseTo(Math.floor(i / 50) === 1 ? 3.5 - 0.05 * n : 1 + 0.05 * n, 2);
    });
  });

  it('may be triggered by position compare alone', () => {
    set(`
      PCOMP1.INP=INENC1.VAL
      PCOMP1.START=1000
      PCOMP1.STEP=100
      PCOMP1.WIDTH=50
      PCOMP1.PULSES=30
      PCAP.ENABLE=PCOMP1.ACTIVE
      PCAP.TRIG=PCOMP1.OUT
      INENC1.VAL.CAPTURE=Value
      *PCAP.ARM=
      PCOMP1.ENABLE=ONE`);
    read();
    dialogue.fpga.motor(1).moveTo(5000, 1);
    run(1);
    const { rows, end } = result();
    expect(end).toBe('END 30 Ok');
    expect(rows.map(([value]) => value)).toEqual(Array.from({ length: 30 }, (_, i) => 1000 + 100 * i));
    expect(dialogue.ask('PCOMP1.PRODUCED?')).toBe('OK =30');
  });

  it('counts pulses that a clock makes and a gate lets through', () => {
    set(`
      CLOCK1.PERIOD.UNITS=us
      CLOCK1.PERIOD=10
      CLOCK1.ENABLE=BITS.OUTA
      PULSE1.TRIG=BITS.OUTA
      PULSE1.ENABLE=ONE
      PULSE1.WIDTH.UNITS=ms
      PULSE1.WIDTH=1
      LUT1.INPA=CLOCK1.OUT
      LUT1.INPB=PULSE1.OUT
      LUT1.FUNC=A&B
      DIV1.INP=LUT1.OUT
      DIV1.ENABLE=ONE
      DIV1.DIVISOR=4
      SRGATE1.ENABLE=ONE
      SRGATE1.SET=DIV1.OUTD
      COUNTER1.TRIG=LUT1.OUT
      COUNTER1.ENABLE=ONE
      COUNTER2.TRIG=DIV1.OUTD
      COUNTER2.ENABLE=ONE
      CALC1.INPA=COUNTER1.OUT
      CALC1.INPB=COUNTER2.OUT
      CALC1.TYPEB=-Value
      BITS.A=1`);
    run(0.01);
    expect(dialogue.ask('COUNTER1.OUT?')).toBe('OK =100');
    expect(dialogue.ask('COUNTER2.OUT?')).toBe('OK =25');
    expect(dialogue.ask('CALC1.OUT?')).toBe('OK =75');
    expect(dialogue.ask('SRGATE1.OUT?')).toBe('OK =1');
  });
});
