import { beforeEach, describe, expect, it } from 'vitest';
import { pandaboxNoFmc } from '../../../../src/sim/panda/firmware/pandabox-no-fmc.ts';
import { Dialogue } from '../dialogue.ts';

let dialogue: Dialogue;

beforeEach(() => {
  dialogue = new Dialogue(pandaboxNoFmc);
});

/** Sets fields, one a line. */
function set(text: string): void {
  for (const line of text.trim().split('\n')) expect([line, dialogue.ask(line.trim())]).toEqual([line, 'OK']);
}

describe('a wire', () => {
  it('leads from an output connector to an input connector', () => {
    dialogue.fpga.connect('TTLOUT1', 'TTLIN4');
    set('TTLOUT1.VAL=BITS.OUTB\nBITS.B=1');
    dialogue.ticks(10);
    expect(dialogue.ask('TTLIN4.VAL?')).toBe('OK =1');
    set('TTLOUT1.VAL=ZERO');
    dialogue.ticks(10);
    expect(dialogue.ask('TTLIN4.VAL?')).toBe('OK =0');
    expect(() => dialogue.fpga.connect('SEQ1', 'TTLIN1')).toThrow('SEQ1 is no output connector');
    expect(() => dialogue.fpga.connect('LVDSOUT1', 'TTLIN9')).toThrow('no input TTLIN9');
  });
});

describe('a delay of a multiplexer', () => {
  it('is so many ticks', () => {
    set('TTLOUT1.VAL=TTLIN2.VAL\nTTLOUT2.VAL=TTLIN2.VAL\nTTLOUT2.VAL.DELAY=31');
    dialogue.fpga.connect('TTLOUT1', 'TTLIN3');
    dialogue.fpga.connect('TTLOUT2', 'TTLIN4');
    dialogue.ticks(5);
    dialogue.fpga.drive('TTLIN2.VAL', 1);
    const seen = (): readonly (string | undefined)[] =>
      ['TTLIN3', 'TTLIN4'].map((name) => dialogue.ask(`${name}.VAL?`));
    dialogue.ticks(2);
    expect(seen()).toEqual(['OK =1', 'OK =0']);
    dialogue.ticks(30);
    expect(seen()).toEqual(['OK =1', 'OK =0']);
    dialogue.ticks(1);
    expect(seen()).toEqual(['OK =1', 'OK =1']);
  });
});

function piece(form: string, ...lines: readonly string[]): void {
  expect(dialogue.ask(`SEQ1.TABLE${form}`, ...lines, '')).toBe('OK');
}

describe('a streamed table', () => {
  it('is played piece by piece, to the last one', () => {
    set('COUNTER1.TRIG=SEQ1.OUTA\nCOUNTER1.ENABLE=ONE\nSEQ1.PRESCALE.UNITS=us\nSEQ1.PRESCALE=1\nSEQ1.REPEATS=7');
    piece('<<', '0x100002 0 5 5', '0x100003 0 5 5');
    piece('<<', '0x100005 0 5 5');
    expect(dialogue.ask('SEQ1.TABLE.QUEUED_LINES?')).toBe('OK =3');
    dialogue.ticks(2);
    expect(dialogue.ask('SEQ1.TABLE.QUEUED_LINES?')).toBe('OK =3');
    set('SEQ1.ENABLE=ONE');
    dialogue.ticks(125 * 25);
    expect(dialogue.ask('SEQ1.TABLE.QUEUED_LINES?')).toBe('OK =2');
    dialogue.list('*CHANGES.ATTR?');
    piece('<<|', '0x100004 0 5 5');
    dialogue.ticks(125 * 1000);
    expect(dialogue.list('*CHANGES.ATTR?')).toEqual(['SEQ1.TABLE.QUEUED_LINES=0']);
    expect(dialogue.ask('COUNTER1.OUT?')).toBe('OK =14');
    expect(dialogue.ask('SEQ1.ACTIVE?')).toBe('OK =0');
    expect(dialogue.ask('SEQ1.HEALTH?')).toBe('OK =OK');
    expect(dialogue.ask('SEQ1.STATE?')).toBe('OK =UNREADY');
  });

  it('that goes on after its last piece is another one, and ends it', () => {
    set('SEQ1.PRESCALE.UNITS=us\nSEQ1.PRESCALE=1');
    piece('<<', '0x100002 0 5 5');
    piece('<<|', '0x100002 0 5 5');
    set('SEQ1.ENABLE=ONE');
    dialogue.ticks(125);
    expect(dialogue.ask('SEQ1.ACTIVE?')).toBe('OK =1');
    piece('<<', '0x100003 0 5 5', '0x100003 0 5 5', '0x100003 0 5 5');
    expect(dialogue.ask('SEQ1.TABLE.QUEUED_LINES?')).toBe('OK =3');
    dialogue.ticks(2);
    expect(dialogue.ask('SEQ1.ACTIVE?')).toBe('OK =0');
    expect(dialogue.ask('SEQ1.HEALTH?')).toBe('OK =Not ready for table');
    expect(dialogue.ask('SEQ1.TABLE.QUEUED_LINES?')).toBe('OK =3');
    piece('<');
    expect(dialogue.ask('SEQ1.TABLE.QUEUED_LINES?')).toBe('OK =0');
  });

  it('that is not written in time ends with a word of it', () => {
    piece('<<', '0x100002 0 5 5');
    set('SEQ1.ENABLE=ONE');
    dialogue.ticks(1000);
    expect(dialogue.ask('SEQ1.HEALTH?')).toBe('OK =DMA underrun');
    expect(dialogue.ask('SEQ1.ACTIVE?')).toBe('OK =0');
  });

  it('that is replaced while it is played ends too', () => {
    piece('<', '0x100000 0 5 5');
    set('SEQ1.ENABLE=ONE');
    dialogue.ticks(100);
    expect(dialogue.ask('SEQ1.ACTIVE?')).toBe('OK =1');
    piece('<', '0x100001 0 5 5');
    dialogue.ticks(3);
    expect(dialogue.ask('SEQ1.ACTIVE?')).toBe('OK =0');
    expect(dialogue.ask('SEQ1.HEALTH?')).toBe('OK =Not ready for table');
    expect(dialogue.ask('SEQ1.STATE?')).toBe('OK =WAIT_ENABLE');
  });

  it('of positions puts out one a trigger, as often as it repeats', () => {
    expect(dialogue.ask('PGEN1.TABLE<', '10 11 4294967295', '')).toBe('OK');
    set('PGEN1.REPEATS=2\nPGEN1.TRIG=BITS.OUTA\nPGEN1.ENABLE=ONE');
    const seen = Array.from({ length: 7 }, () => {
      set('BITS.A=1');
      dialogue.ticks(5);
      set('BITS.A=0');
      dialogue.ticks(5);
      return [dialogue.ask('PGEN1.OUT?'), dialogue.ask('PGEN1.ACTIVE?')].map((text) => text!.slice(4));
    });
    expect(seen.map(([out]) => out)).toEqual(['10', '11', '-1', '10', '11', '-1', '-1']);
    expect(seen.map(([, active]) => active)).toEqual(['1', '1', '1', '1', '1', '0', '0']);
  });
});
