import { describe, expect, it } from 'vitest';
import { Dialogue } from './dialogue.ts';
import { everyKind } from './every-kind.ts';

const dialogue = new Dialogue(everyKind);
const block = 'ODD2_ONE1';
const ask = (line: string): string => dialogue.ask(`${block}.${line}`)!;
/** The answer to a set, then what is read back. */
const put = (field: string, text: string): string => {
  const reply = ask(`${field}=${text}`);
  return reply === 'OK' ? ask(`${field}?`) : reply;
};
const attributes = (field: string): readonly string[] => dialogue.list(`${block}.${field}.*?`).toSorted();

describe('what a field is', () => {
  it('is told with its place, class and type', () => {
    const table = everyKind.blocks[0]!.shape.fields.map(({ name, kind }, i) => `${name} ${i} ${kind}`);
    expect(dialogue.list('ODD2_ONE.*?').toSorted()).toEqual(table.toSorted());
    expect(ask('P_ENUM.INFO?')).toBe('OK =param enum');
    expect(dialogue.ask('PCAP.BITS0.INFO?')).toBe('OK =ext_out bits');
  });

  it('decides its attributes', () => {
    const expected: Readonly<Record<string, string>> = {
      P_UINT: 'MAX',
      P_INT: '',
      P_BIT: '',
      P_ENUM: '',
      P_LUT: 'RAW',
      P_TIME: 'RAW UNITS',
      P_SCALAR: 'OFFSET RAW SCALE UNITS',
      R_SCALAR: 'OFFSET RAW SCALE UNITS',
      W_ACTION: '',
      TIME: 'RAW UNITS',
      B_OUT: 'CAPTURE_WORD OFFSET',
      POS: 'CAPTURE OFFSET SCALE SCALED UNITS',
      B_MUX: 'DELAY MAX_DELAY',
      P_MUX: '',
      SHORT: 'B FIELDS LENGTH MAX_LENGTH MODE QUEUED_LINES ROW_WORDS',
    };
    for (const [field, names] of Object.entries(expected))
      expect([field, attributes(field)]).toEqual([field, [...names.split(' '), 'INFO'].filter(Boolean).toSorted()]);
    expect(dialogue.list('PCAP.BITS0.*?').toSorted()).toEqual(['BITS', 'CAPTURE', 'INFO']);
    expect(dialogue.list('PCAP.TS_TRIG.*?').toSorted()).toEqual(['CAPTURE', 'INFO']);
  });

  it('decides what can be read and written', () => {
    for (const kind of ['UINT', 'INT', 'BIT', 'ENUM', 'LUT', 'TIME', 'SCALAR']) {
      expect(ask(`P_${kind}?`)).toMatch(/^OK =/);
      expect(ask(`R_${kind}?`)).toMatch(/^OK =/);
      expect(ask(`R_${kind}=0`)).toBe('ERR Field not writeable');
      expect(ask(`W_${kind}?`)).toBe('ERR Field not readable');
    }
    expect(ask('W_ACTION?')).toBe('ERR Field not readable');
    expect(ask('W_SCALAR.RAW?')).toBe('ERR Attribute not readable');
    expect(ask('R_SCALAR.RAW=1')).toBe('ERR Attribute not writeable');
  });
});

describe('a number', () => {
  it('is what strtol makes of it with base 0', () => {
    expect(put('P_UINT', '010')).toBe('OK =8');
    expect(put('P_UINT', '0x10')).toBe('OK =16');
    expect(put('P_UINT', ' 7')).toBe('OK =7');
    expect(put('P_UINT', '+7')).toBe('OK =7');
    expect(put('P_UINT', '09')).toBe('ERR Unexpected character after input');
    expect(put('P_UINT', '1.5')).toBe('ERR Unexpected character after input');
    expect(put('P_UINT', '')).toBe('ERR Number missing');
    expect(put('P_UINT', 'x')).toBe('ERR Number missing');
    expect(put('P_UINT', `${2n ** 64n}`)).toBe('ERR Error converting number');
  });

  it('is held against the largest value only', () => {
    expect(put('P_UINT', '1023')).toBe('OK =1023');
    expect(put('P_UINT', '1024')).toBe('ERR Number out of range');
    expect(put('P_UINT', '-5')).toBe('ERR Number out of range');
    expect(dialogue.ask('ODD2_ONE1.R_UINT.MAX?')).toBe('OK =1023');
    expect(dialogue.ask('PCAP.SHIFT_SUM.MAX?')).toBe('OK =8');
  });

  it('wraps where 32 bits end', () => {
    expect(put('P_INT', '4294967295')).toBe('OK =-1');
    expect(put('P_INT', '-2147483649')).toBe('OK =2147483647');
    expect(put('P_SCALAR.RAW', '-3')).toBe('OK =-3');
    expect(ask('P_SCALAR?')).toBe('OK =8.5');
  });

  it('with a fraction is what strtod makes of it, and is told with ten digits', () => {
    expect(put('P_SCALAR', '1e1')).toBe('OK =10');
    expect(put('P_SCALAR', '10.3')).toBe('OK =10.5');
    expect(put('P_SCALAR', '1e99')).toBe('ERR Number out of range');
    expect(put('POS.SCALE', '0.1234567890123')).toBe('OK =0.123456789');
    expect(put('POS.SCALE', '8e-9')).toBe('OK =8e-09');
    expect(put('POS.SCALE', '123456789012')).toBe('OK =1.23456789e+11');
    expect(put('POS.SCALE', '1234567890')).toBe('OK =1234567890');
    expect(put('POS.SCALE', '.5x')).toBe('ERR Unexpected character after input');
    expect(put('POS.SCALE', 'nan')).toBe('OK =nan');
    expect(put('POS.SCALE', '-inf')).toBe('OK =-inf');
    expect(put('POS.SCALE', '0x10')).toBe('OK =16');
  });
});

describe('a bit, a label, an expression and an action', () => {
  it('of a bit is 0 or 1', () => {
    expect(put('P_BIT', '1')).toBe('OK =1');
    expect(put('P_BIT', '2')).toBe('ERR Invalid bit value');
    expect(put('P_BIT', '11')).toBe('ERR Unexpected character after input');
  });

  it('of an enum is a label, to the letter, and a register without one cannot be told', () => {
    expect(put('P_ENUM', "it's (c)")).toBe("OK =it's (c)");
    expect(put('P_ENUM', 'a = b')).toBe('OK =a = b');
    for (const wrong of ['A = B', '0', 'undefined', '', 'toString'])
      expect(put('P_ENUM', wrong)).toBe('ERR Invalid enumeration value');
    expect(dialogue.list('*ENUMS.ODD2_ONE.P_ENUM?')).toEqual(['a = b', "it's (c)"]);
    dialogue.fpga.setReadout('ODD2_ONE', 0, 'R_ENUM', 2);
    expect(ask('R_ENUM?')).toBe('ERR No label for value');
    expect(dialogue.list('*CHANGES.READ?')).toContain(`${block}.R_ENUM (error)`);
  });

  it.each([
    ['A', 0xffff0000],
    ['~A', 0x0000ffff],
    ['A&B|C=>D^E', reference((a, b, c, d, e) => !((a && b) || c) || d !== e)],
    ['A=B&C', reference((a, b, c) => a === b && c)],
    ['A==B', reference((a, b) => a === b)],
    ['A?B:C?D:E', reference((a, b, c, d, e) => (a ? b : c ? d : e))],
    ['~(A|B)&~C', reference((a, b, c) => !(a || b) && !c)],
    ['A=>B=>C', reference((a, b, c) => !(!a || b) || c)],
    ['1', 0xffffffff],
    [' A ^ B ', reference((a, b) => a !== b)],
  ])('of a lookup table %j has the bits it means', (text, table) => {
    expect(put('P_LUT', text)).toBe(`OK =${text}`);
    expect(ask('P_LUT.RAW?')).toBe(`OK =0x${(table >>> 0).toString(16).toUpperCase().padStart(8, '0')}`);
  });

  it('of a lookup table is kept as it was written, and refused where it means nothing', () => {
    expect(put('P_LUT', '0x123')).toBe('OK =0x123');
    expect(ask('P_LUT.RAW?')).toBe('OK =0x00000123');
    expect(ask('P_LUT=A&F')).toBe('ERR Invalid token');
    for (const wrong of ['A&', '(A', 'A)', 'A?B', 'A B', '']) expect(ask(`P_LUT=${wrong}`)).toMatch(/^ERR /);
    expect(ask('P_LUT?')).toBe('OK =0x123');
    expect(ask('P_LUT.RAW=1')).toBe('ERR Attribute not writeable');
  });

  it('of an action is nothing at all', () => {
    expect(ask('W_ACTION=')).toBe('OK');
    expect(ask('W_ACTION=1')).toBe('ERR Unexpected character after input');
  });
});

/** The lookup table of a condition, whose inputs count down from the highest bit. */
function reference(condition: (a: boolean, b: boolean, c: boolean, d: boolean, e: boolean) => boolean): number {
  let table = 0;
  for (let i = 0; i < 32; i++)
    if (condition((i & 16) > 0, (i & 8) > 0, (i & 4) > 0, (i & 2) > 0, (i & 1) > 0)) table |= 1 << i;
  return table >>> 0;
}

describe('a time', () => {
  it.each(['P_TIME', 'TIME'])('%s keeps its ticks and tells them in its units', (field) => {
    expect(ask(`${field}.UNITS?`)).toBe('OK =s');
    expect(put(field, '10')).toBe('OK =10');
    expect(ask(`${field}.RAW?`)).toBe('OK =1250000000');
    expect(ask(`${field}.UNITS=ms`)).toBe('OK');
    expect(ask(`${field}?`)).toBe('OK =10000');
    expect(ask(`${field}.UNITS=min`)).toBe('OK');
    expect(ask(`${field}?`)).toBe('OK =0.1666666667');
    expect(ask(`${field}.UNITS=h`)).toBe('ERR Invalid time units');
    expect(ask(`${field}.UNITS=us`)).toBe('OK');
    expect(put(field, '0.001')).toBe('OK =0');
    expect(put(field, '-1')).toBe('ERR Time setting out of range');
    expect(put(field, 'nan')).toBe('ERR Time setting out of range');
    expect(ask(`${field}.UNITS=s`)).toBe('OK');
    expect(dialogue.list(`*ENUMS.ODD2_ONE.${field}.UNITS?`)).toEqual(['min', 's', 'ms', 'us']);
  });

  it('has 32 bits as a type and 48 as a class', () => {
    expect(put('P_TIME', '34.35973836')).toBe('OK =34.35973836');
    expect(put('P_TIME', '34.4')).toBe('ERR Time setting out of range');
    expect(put('TIME', '2251799')).toBe('OK =2251799');
    expect(put('TIME', '2251800')).toBe('ERR Time setting out of range');
    expect(put('TIME', '1e99')).toBe('ERR Time setting out of range');
    expect(put('TIME.RAW', '281474976710656')).toBe('OK =281474976710656');
  });
});

describe('a multiplexer', () => {
  it('selects a line by its name, or a constant, and is late as many ticks as it is told', () => {
    expect(ask('B_MUX?')).toBe('OK =ZERO');
    expect(put('B_MUX', 'ODD2_ONE2.B_OUT')).toBe('OK =ODD2_ONE2.B_OUT');
    expect(put('B_MUX', 'BITS.OUTA')).toBe('OK =BITS.OUTA');
    expect(put('B_MUX', 'ONE')).toBe('OK =ONE');
    expect(put('B_MUX', 'BITS1.OUTA')).toBe('ERR Invalid bit bus selection');
    expect(put('B_MUX.DELAY', '31')).toBe('OK =31');
    expect(put('B_MUX.DELAY', '32')).toBe('ERR Delay too long');
    expect(ask('B_MUX.MAX_DELAY?')).toBe('OK =31');
    expect(put('P_MUX', 'ODD2_ONE1.POS')).toBe('OK =ODD2_ONE1.POS');
    expect(put('P_MUX', 'ONE')).toBe('ERR Invalid position bus selection');
  });

  it('names its constants behind all lines', () => {
    const bits = dialogue.list('*BITS?');
    expect(dialogue.list('*ENUMS.ODD2_ONE.B_MUX?')).toEqual([...bits, 'ZERO', 'ONE']);
    const positions = dialogue.list('*POSITIONS?');
    expect(positions).toEqual(['ODD2_ONE1.POS', 'ODD2_ONE2.POS']);
    expect(dialogue.list('*ENUMS.ODD2_ONE1.P_MUX?')).toEqual([...positions, 'ZERO']);
  });
});

describe('a line', () => {
  it('of bits tells where it is captured, and 32 at a time tell their names', () => {
    expect(dialogue.ask('BITS.OUTA.CAPTURE_WORD?')).toBe('OK =PCAP.BITS0');
    expect(dialogue.ask('BITS.OUTB.OFFSET?')).toBe('OK =3');
    const names = dialogue.list('PCAP.BITS0.BITS?');
    expect(names).toHaveLength(32);
    expect(names.slice(0, 8)).toEqual([...dialogue.list('*BITS?'), '']);
    expect(dialogue.list('PCAP.BITS3.BITS?')).toEqual(Array.from({ length: 32 }, () => ''));
  });

  it('of positions tells counts, and scales those it last looked at', () => {
    const other = new Dialogue(everyKind);
    expect(other.ask('ODD2_ONE1.POS.SCALED?')).toBe('OK =5');
    other.fpga.drive('ODD2_ONE1.POS', -1000);
    other.ticks(1);
    expect(other.ask('ODD2_ONE1.POS.SCALED?')).toBe('OK =5');
    expect(other.ask('ODD2_ONE1.POS?')).toBe('OK =-1000');
    expect(other.ask('ODD2_ONE1.POS.SCALED?')).toBe('OK =4');
    expect(other.ask('ODD2_ONE1.POS.UNITS?')).toBe('OK =mm');
  });

  it('of positions has as its capture any set of words, told in one order', () => {
    expect(put('POS.CAPTURE', 'Max Min Value')).toBe('OK =Value Min Max');
    expect(put('POS.CAPTURE', 'StdDev Mean Sum Diff')).toBe('OK =Diff Sum Mean StdDev');
    expect(put('POS.CAPTURE', '')).toBe('OK =No');
    expect(put('POS.CAPTURE', 'No')).toBe('OK =No');
    expect(put('POS.CAPTURE', 'Value Triggered')).toBe('ERR Unknown capture option "Triggered"');
    expect(dialogue.ask('PCAP.TS_TRIG.CAPTURE=Value')).toBe('OK');
    expect(dialogue.ask('PCAP.TS_TRIG.CAPTURE=1')).toBe('ERR Invalid capture option');
  });
});
