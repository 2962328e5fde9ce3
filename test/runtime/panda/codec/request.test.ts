import { dataLine, LONGEST_LINE, queryLine, setLine, tableLine } from '@devgen/runtime/panda/codec';
import { describe, expect, it } from 'vitest';

const text = expect.objectContaining({ code: 'PANDA.TEXT' });
const tooLong = expect.objectContaining({ code: 'PANDA.LINE_TOO_LONG' });

describe('a line that is sent', () => {
  it('is a query, a set or the first of a table', () => {
    expect(queryLine('*CHANGES.BITS')).toBe('*CHANGES.BITS?');
    expect(queryLine('*DESC.SEQ1.TABLE[].REPEATS')).toBe('*DESC.SEQ1.TABLE[].REPEATS?');
    expect(setLine('SEQ1.BITA', 'TTLIN1.VAL')).toBe('SEQ1.BITA=TTLIN1.VAL');
    expect(setLine('PCAP.TRIG', '')).toBe('PCAP.TRIG=');
    expect(setLine('LUT1.FUNC', 'A?B=C<D')).toBe('LUT1.FUNC=A?B=C<D');
    expect([
      tableLine('SEQ1.TABLE', 'fixed', 'ascii'),
      tableLine('SEQ1.TABLE', 'fixed', 'base64'),
      tableLine('SEQ1.TABLE', 'streaming', 'ascii'),
      tableLine('SEQ1.TABLE', 'streaming', 'base64'),
      tableLine('SEQ1.TABLE', 'last', 'ascii'),
      tableLine('SEQ1.TABLE', 'last', 'base64'),
    ]).toEqual(['SEQ1.TABLE<', 'SEQ1.TABLE<B', 'SEQ1.TABLE<<', 'SEQ1.TABLE<<B', 'SEQ1.TABLE<<|', 'SEQ1.TABLE<<|B']);
  });

  it.each(['', 'A<', 'A?B', 'A=1\nB', 'A\n', 'A\r', 'A\0', 'A\u2028', 'A\ud800'])('has no name like %j', (name) => {
    expect(() => queryLine(name)).toThrow(text);
    expect(() => setLine(name, '1')).toThrow(text);
    expect(() => tableLine(name, 'fixed', 'base64')).toThrow(text);
  });

  it.each(['1\nPCAP.ENABLE=ONE', '\r', '\t', '\u007f', '\u0085', '\u2029', '\udc00'])(
    'has no value like %j',
    (value) => {
      expect(() => setLine('SEQ1.REPEATS', value)).toThrow(
        expect.objectContaining({ code: 'PANDA.TEXT', source: 'SEQ1.REPEATS', actual: value }),
      );
      expect(() => dataLine(value, '*METADATA.LAYOUT')).toThrow(text);
    },
  );

  it('is as long as the server takes, counted in bytes', () => {
    const room = LONGEST_LINE - 'A='.length;
    expect(setLine('A', 'x'.repeat(room))).toHaveLength(LONGEST_LINE);
    expect(() => setLine('A', 'x'.repeat(room + 1))).toThrow(tooLong);
    expect(setLine('A', 'é'.repeat(room / 2))).toHaveLength(2 + room / 2);
    expect(() => setLine('A', `é${'é'.repeat(room / 2)}`)).toThrow(tooLong);
    expect(() => queryLine('A'.repeat(LONGEST_LINE))).toThrow(tooLong);
  });

  it('of a text is not empty: that would end it', () => {
    expect(() => dataLine('', '*METADATA.LAYOUT')).toThrow(text);
    expect(dataLine(' ', '*METADATA.LAYOUT')).toBe(' ');
  });
});
