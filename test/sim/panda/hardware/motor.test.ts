import { describe, expect, it } from 'vitest';
import { pandaboxNoFmc } from '../../../../src/sim/panda/firmware/pandabox-no-fmc.ts';
import { Dialogue } from '../dialogue.ts';

const TICKS = 125_000_000;

describe('a motor at an encoder input', () => {
  it('goes in straight lines, and its encoder counts each step', () => {
    const dialogue = new Dialogue(pandaboxNoFmc);
    const motor = dialogue.fpga.motor(2);
    motor.follow([
      { seconds: 0.001, counts: 10 },
      { seconds: 0.002, counts: 10 },
      { seconds: 0.003, counts: -5.4 },
    ]);
    const seen: [number, number][] = [];
    const index = dialogue.panda.buses.positions.lines.find(({ name }) => name === 'INENC2.VAL')!.index;
    const { positions } = dialogue.fpga.bus;
    positions.listen(index, {
      lineChanged: () => seen.push([dialogue.fpga.timeline.now, positions.values[index]!]),
    });
    dialogue.ticks(0.01 * TICKS);
    const counts = seen.map(([, count]) => count);
    expect(counts).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0, -1, -2, -3, -4, -5]);
    for (const [tick, count] of seen) expect(motor.count(tick - 1)).toBe(count);
    expect(seen[0]![0]).toBe(0.001 * TICKS * (0.5 / 10) + 1);
    expect(motor.position).toBe(-5.4);
    expect(motor.isMoving).toBe(false);
    expect(dialogue.ask('INENC2.CONN?')).toBe('OK =1');
    expect(dialogue.ask('INENC1.CONN?')).toBe('OK =0');
  });

  it('stops where it is, and goes elsewhere from there', () => {
    const dialogue = new Dialogue(pandaboxNoFmc);
    const motor = dialogue.fpga.motor(1);
    motor.moveTo(1000, 1);
    dialogue.ticks(0.25 * TICKS);
    motor.stop();
    dialogue.ticks(TICKS);
    expect(motor.position).toBe(250);
    motor.moveTo(0, 0);
    dialogue.ticks(3);
    expect(dialogue.ask('INENC1.VAL?')).toBe('OK =0');
    expect(() =>
      motor.follow([
        { seconds: 1, counts: 0 },
        { seconds: 0.5, counts: 1 },
      ]),
    ).toThrow(RangeError);
  });

  it('is shown from where SETP says it is, and wraps at 32 bits', () => {
    const dialogue = new Dialogue(pandaboxNoFmc);
    expect(dialogue.ask('INENC1.SETP=2147483646')).toBe('OK');
    dialogue.ticks(3);
    expect(dialogue.ask('INENC1.VAL?')).toBe('OK =2147483646');
    dialogue.fpga.motor(1).moveTo(3, 0.001);
    dialogue.ticks(0.01 * TICKS);
    expect(dialogue.ask('INENC1.VAL?')).toBe('OK =-2147483647');
  });
});
