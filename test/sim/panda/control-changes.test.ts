import { beforeEach, describe, expect, it } from 'vitest';
import { pandaboxNoFmc } from '../../../src/sim/panda/firmware/pandabox-no-fmc.ts';
import type { Session } from '../../../src/sim/panda/control/session.ts';
import { Dialogue } from './dialogue.ts';

let dialogue: Dialogue;
const ask = (line: string): string | undefined => dialogue.ask(line);
const changes = (group = ''): readonly string[] => dialogue.list(`*CHANGES${group}?`);

beforeEach(() => {
  dialogue = new Dialogue(pandaboxNoFmc);
});

describe('changes', () => {
  it('are everything at first: as many of each group as the block table has', () => {
    const counts = ['CONFIG', 'BITS', 'POSN', 'READ', 'ATTR', 'TABLE', 'METADATA'].map(
      (group) => [group, dialogue.list(`*CHANGES.${group}?`).length] as const,
    );
    // But for CONFIG these are the numbers that a real server of this app told.
    expect(Object.fromEntries(counts)).toEqual({
      CONFIG: 454,
      BITS: 105,
      POSN: 26,
      READ: 82,
      ATTR: 309,
      TABLE: 4,
      METADATA: 76,
    });
    expect(changes()).toEqual([]);
    expect(new Dialogue(pandaboxNoFmc).list('*CHANGES?')).toHaveLength(454 + 105 + 26 + 82 + 309 + 4 + 76);
  });

  it('are told once a connection', () => {
    changes();
    const other: Session = dialogue.connect();
    other.line('*CHANGES?');
    ask('BITS.A=1');
    ask('INENC2.VAL.CAPTURE=Mean');
    expect(changes('.CONFIG')).toEqual(['BITS.A=1']);
    expect(changes('.CONFIG')).toEqual([]);
    expect(changes('.ATTR')).toEqual(['INENC2.VAL.CAPTURE=Mean']);
    expect(other.line('*CHANGES.CONFIG?')).toBe('!BITS.A=1\n.\n');
  });

  it('are skipped with = or =E, and told from the beginning after =S', () => {
    expect(ask('*CHANGES.CONFIG=')).toBe('OK');
    expect(changes('.CONFIG')).toEqual([]);
    expect(changes('.READ')).toHaveLength(82);
    expect(ask('*CHANGES=E')).toBe('OK');
    expect(changes()).toEqual([]);
    expect(ask('*CHANGES.POSN=S')).toBe('OK');
    expect(changes()).toHaveLength(26);
    expect(ask('*CHANGES=X')).toMatch(/^ERR /);
  });

  it('know no other groups', () => {
    for (const group of ['PARAM', 'config', 'ALL', '__proto__'])
      expect(ask(`*CHANGES.${group}?`)).toBe('ERR Unknown changes selection');
  });

  it('of a value are told when it is written, though it is the same', () => {
    changes();
    ask('BITS.A=0');
    expect(changes()).toEqual(['BITS.A=0']);
  });

  it('of a unit are told with the value that it changes', () => {
    ask('PULSE1.DELAY=2');
    ask('SEQ1.PRESCALE=3');
    changes();
    ask('PULSE1.DELAY.UNITS=ms');
    ask('SEQ1.PRESCALE.UNITS=us');
    expect(changes('.CONFIG').toSorted()).toEqual(['PULSE1.DELAY=2000', 'SEQ1.PRESCALE=3000000']);
    expect(changes('.ATTR').toSorted()).toEqual(['PULSE1.DELAY.UNITS=ms', 'SEQ1.PRESCALE.UNITS=us']);
  });

  it('of a table and of a text with lines are told without their content', () => {
    changes();
    dialogue.ask('SEQ1.TABLE<', '1 2 3 4', '');
    dialogue.ask('*METADATA.EXPORTS<', 'x', '');
    ask('*METADATA.LABEL_SEQ1=one');
    expect(changes().toSorted()).toEqual(['*METADATA.EXPORTS<', '*METADATA.LABEL_SEQ1=one', 'SEQ1.TABLE<']);
  });

  it('of a bit that changed and changed back are told with its present value', () => {
    changes();
    dialogue.fpga.drive('TTLIN1.VAL', 1);
    dialogue.ticks(1);
    dialogue.fpga.drive('TTLIN1.VAL', 0);
    dialogue.ticks(1);
    expect(changes('.BITS')).toEqual(['TTLIN1.VAL=0']);
    expect(changes('.BITS')).toEqual([]);
  });

  it('of a bit are told to each connection, whoever looked at the bus', () => {
    changes();
    dialogue.fpga.drive('TTLIN1.VAL', 1);
    dialogue.ticks(1);
    expect(dialogue.connect().line('TTLIN1.VAL?')).toBe('OK =1\n');
    expect(changes('.BITS')).toEqual(['TTLIN1.VAL=1']);
  });

  it('of a readout are not latched', () => {
    changes();
    dialogue.fpga.setReadout('SYSTEM', 0, 'TEMP_PSU', 42);
    dialogue.fpga.setReadout('SYSTEM', 0, 'TEMP_SFP', 42);
    dialogue.fpga.setReadout('SYSTEM', 0, 'TEMP_SFP', 0);
    expect(changes('.READ')).toEqual(['SYSTEM.TEMP_PSU=42']);
    expect(changes('.READ')).toEqual([]);
  });

  it('of a position are told in counts', () => {
    changes();
    dialogue.fpga.drive('INENC3.VAL', -7);
    dialogue.ticks(1);
    expect(changes('.POSN')).toEqual(['INENC3.VAL=-7']);
  });

  it('leave a label that is missing without a value', () => {
    dialogue.fpga.setReadout('INENC', 0, 'HEALTH', 99);
    expect(changes('.READ').filter((line) => !line.includes('='))).toEqual(['INENC1.HEALTH (error)']);
  });
});
