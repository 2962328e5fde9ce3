import { describe, expect, it } from 'vitest';
import { pandaboxNoFmc } from '../../../src/sim/panda/firmware/pandabox-no-fmc.ts';
import { Dialogue } from './dialogue.ts';
import { everyKind } from './every-kind.ts';

const dialogue = new Dialogue(pandaboxNoFmc);
const odd = new Dialogue(everyKind);
const LINE_1 = 'TWFuIGlzIGRpc3Rpbmd1aXNoZWQsIG5vdCBvbmx5IGJ5IGhpcyByZWFzb24sIGJ1';
const LINE_2 = 'dCBieSB0aGlzIHNpbmd1bGFyIHBhc3Npb24gZnJvbQo=';

describe('a table', () => {
  it('is written by lines to a blank one, and only then answered', () => {
    for (const line of ['SEQ1.TABLE<', '1 2 3 4 5 6', '\t7   8']) expect(dialogue.ask(line)).toBeUndefined();
    expect(dialogue.ask('')).toBe('OK');
    expect(dialogue.list('SEQ1.TABLE?')).toEqual(['1', '2', '3', '4', '5', '6', '7', '8']);
    expect(dialogue.ask('SEQ1.TABLE.LENGTH?')).toBe('OK =8');
  });

  it('is measured in words', () => {
    expect(dialogue.ask('SEQ1.TABLE.MAX_LENGTH?')).toBe('OK =1048576');
    expect(dialogue.ask('SEQ1.TABLE.ROW_WORDS?')).toBe('OK =4');
    expect(dialogue.ask('PGEN1.TABLE.ROW_WORDS?')).toBe('OK =1');
    expect(odd.ask('ODD2_ONE2.SHORT.MAX_LENGTH?')).toBe('OK =8');
  });

  it('tells its columns in their own order, not that of the bits', () => {
    expect(dialogue.list('SEQ2.TABLE.FIELDS?').slice(0, 5)).toEqual([
      '15:0 REPEATS uint',
      '19:16 TRIGGER enum',
      '63:32 POSITION int',
      '95:64 TIME1 uint',
      '20:20 OUTA1 uint',
    ]);
    expect(odd.list('ODD2_ONE1.SHORT.FIELDS?')).toEqual(['63:33 HIGH int', '15:0 LOW uint', '18:16 MODE enum']);
    expect(dialogue.list('*ENUMS.SEQ1.TABLE[].TRIGGER?')).toHaveLength(13);
    expect(dialogue.list('*ENUMS.SEQ.TABLE[].TRIGGER?')[8]).toBe('POSA<=POSITION');
    expect(dialogue.ask('*DESC.SEQ1.TABLE[].TIME1?')).toBe('OK =How long phase 1 is; 0 leaves it out');
    expect(dialogue.ask('*DESC.SEQ.TABLE[].X?')).toBe('ERR Table sub-field not found');
    expect(dialogue.ask('*DESC.SEQ.ENABLE[].X?')).toBe('ERR Field is not a table');
  });

  it('takes and gives base64, 48 bytes a line', () => {
    expect(dialogue.ask('SEQ2.TABLE<B', LINE_1, LINE_2, '')).toBe('OK');
    expect(dialogue.ask('SEQ2.TABLE.LENGTH?')).toBe('OK =20');
    expect(dialogue.list('SEQ2.TABLE.B?')).toEqual([LINE_1, LINE_2]);
    expect(dialogue.list('SEQ2.TABLE?')[0]).toBe('544104781');
    expect(dialogue.ask('SEQ2.TABLE<B', '123456789AB123456789AB==', '')).toBe('OK');
    expect(dialogue.list('SEQ2.TABLE?')).toEqual(['3891817943', '16055470', '964615029', '4046827']);
    expect(odd.ask('ODD2_ONE1.LONG<B', '123456789ab', 'ABCdef', '')).toBe('OK');
    expect(odd.ask('ODD2_ONE1.LONG.LENGTH?')).toBe('OK =3');
  });

  it('is left as it was by a bad line, and all lines are taken to the blank one', () => {
    dialogue.ask('SEQ1.TABLE<', '1 2 3 4', '');
    const refused = (...lines: readonly string[]) => dialogue.ask(...lines, '');
    expect(refused('SEQ1.TABLE<', '1234', 'broken', '9')).toBe('ERR Number missing');
    expect(refused('SEQ1.TABLE<', '1,2')).toBe('ERR Number missing');
    expect(refused('SEQ1.TABLE<', '1 2 3')).toBe('ERR Table write is not a whole number of rows');
    expect(refused('SEQ1.TABLE<B', 'abcdefgh')).toBe('ERR Invalid data length');
    expect(refused('SEQ1.TABLE<B', '1234567')).toBe('ERR Invalid data length');
    expect(refused('SEQ1.TABLE<B', 'abcd*xyz')).toBe('ERR Malformed base64 string');
    expect(refused('SEQ1.TABLE<B', '123456789AB123456789AB=')).toBe('ERR Malformed base64 string');
    expect(refused('SEQ1.TABLE<X', 'BITS.A=1')).toBe('ERR Unexpected character after input');
    expect(refused('X<blabla', 'BITS.A=1')).toMatch(/^ERR /);
    expect(refused('TTLIN2.VAL<', '123')).toBe('ERR Field is not a table');
    expect(refused('*IDN<', '123')).toBe('ERR Not a table');
    expect(dialogue.list('SEQ1.TABLE?')).toEqual(['1', '2', '3', '4']);
    expect(dialogue.ask('BITS.A?')).toBe('OK =0');
  });

  it('holds no more than its length', () => {
    const name = 'ODD2_ONE1.SHORT';
    expect(odd.ask(`${name}<`, '1 2 3 4 5 6', '7 8', '')).toBe('OK');
    expect(odd.ask(`${name}<`, '1 2 3 4 5 6', '7 8 9', '')).toBe('ERR Too many points for table');
    expect(odd.ask(`${name}<B`, LINE_1, '')).toBe('ERR Input string too long for output buffer');
  });

  it('wraps words at 32 bits', () => {
    expect(odd.ask('ODD2_ONE1.LONG<', '-4 4294967296 0x10 010', '')).toBe('OK');
    expect(odd.list('ODD2_ONE1.LONG?')).toEqual(['4294967292', '0', '16', '8']);
  });

  it('is written by one connection at a time', () => {
    const [one, two] = [odd.connect(), odd.connect()];
    one.line('ODD2_ONE2.LONG<');
    two.line('ODD2_ONE2.LONG<');
    expect(two.line('')).toBe('ERR Table currently being written\n');
    one.close();
    two.line('ODD2_ONE2.LONG<');
    two.line('1');
    expect(two.line('')).toBe('OK\n');
    expect(odd.list('ODD2_ONE2.LONG?')).toEqual(['1']);
  });

  it('goes through its modes; a streamed one reads as empty', () => {
    const write = (form: string, ...lines: readonly string[]): string | undefined => {
      expect(odd.ask(`ODD2_ONE1.LONG${form}`, ...lines, '')).toBe('OK');
      return odd.ask('ODD2_ONE1.LONG.MODE?')?.slice(4);
    };
    expect(write('<')).toBe('INIT');
    expect(write('<', '1')).toBe('FIXED');
    // The code of a real server, not its documentation.
    expect(write('<<|', '1')).toBe('STREAMING');
    expect(write('<<', '1 2')).toBe('STREAMING');
    expect(odd.ask('ODD2_ONE1.LONG.LENGTH?')).toBe('OK =0');
    expect(odd.list('ODD2_ONE1.LONG?')).toEqual([]);
    expect(write('<<|B', 'AQAAAA==')).toBe('STREAMING_LAST');
    expect(write('<B')).toBe('INIT');
    expect(odd.ask('ODD2_ONE1.SHORT<<', '1 2', '')).toBe('ERR Table does not support streaming');
  });
});
