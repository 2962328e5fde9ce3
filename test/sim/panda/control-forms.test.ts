import { describe, expect, it } from 'vitest';
import { pandaboxNoFmc } from '../../../src/sim/panda/firmware/pandabox-no-fmc.ts';
import { Dialogue } from './dialogue.ts';

const { ask, asked } = bound(new Dialogue(pandaboxNoFmc));

function bound(dialogue: Dialogue) {
  return { ask: dialogue.ask.bind(dialogue), asked: dialogue.asked };
}

/** What a real server answers, from its own transcript of exchanges. */
const ERRORS: readonly (readonly [line: string, error: string])[] = [
  ['x', 'Unknown command'],
  ['', 'Unknown command'],
  ['*IDN?x', 'Unexpected text after command'],
  ['*IDN?\r', 'Unexpected text after command'],
  ['*x?', 'Unknown command'],
  ['*x=', 'Unknown command'],
  ['*IDN=', 'Command not writeable'],
  ['*VERBOSE?', 'Command not readable'],
  ['TTLIN.*=', 'Field not writeable'],
  ['?', 'No name found'],
  ['xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx?', 'Name too long'],
  ['x?', 'No such block'],
  ['ttlin1.VAL?', 'No such block'],
  ['TTLIN?', 'Missing field name'],
  ['TTLIN23?', 'Invalid block number'],
  ['TTLIN0.VAL?', 'Invalid block number'],
  ['PCAP2.ACTIVE?', 'Invalid block number'],
  ['TTLIN2?', 'Missing field name'],
  ['TTLIN2.x?', 'No such field'],
  ['TTLIN.VAL?', 'Missing block number'],
  ['TTLIN.VAL.?', 'Missing block number'],
  ['TTLIN1.VAL.?', 'No name found'],
  ['TTLIN1.VAL.X?', 'No such attribute'],
  ['TTLIN1.VAL.INFO.X?', 'Unexpected character after input'],
  ['TTLIN2.VAL=0', 'Field not writeable'],
  ['TTLIN1.VAL.OFFSET=1', 'Attribute not writeable'],
  ['SRGATE1.FORCE_SET?', 'Field not readable'],
  ['PCAP.TS_START?', 'Field not readable'],
  ['__proto__.x?', 'No such block'],
  ['BITS.constructor?', 'No such field'],
  ['*__proto__?', 'Unknown command'],
];

describe('a command', () => {
  it('is told apart by the first of ? = < in its line', () => {
    expect(ask('BITS.A?')).toBe('OK =0');
    expect(ask('BITS.A=1')).toBe('OK');
    expect(ask('BITS.A?')).toBe('OK =1');
    expect(ask('INENC1.VAL.UNITS=a?b<c=d')).toBe('OK');
    expect(ask('INENC1.VAL.UNITS?')).toBe('OK =a?b<c=d');
    expect(ask('*ECHO hello there?')).toBe('OK =hello there');
    expect(ask('*ECHO?')).toBe("ERR Character ' ' expected");
  });

  it.each(ERRORS)('%j is answered ERR %s', (line, error) => {
    expect(ask(line)).toBe(`ERR ${error}`);
  });

  it('numbers an instance exactly where a block comes several times', () => {
    expect(ask('PCAP.ACTIVE?')).toBe('OK =0');
    expect(ask('PCAP1.ACTIVE?')).toBe('OK =0');
    expect(ask('TTLIN6.VAL?')).toBe('OK =0');
    expect(ask('SFP2_SYNC_IN.LINKUP?')).toBe('OK =0');
    expect(ask('SFP2_SYNC_IN1.LINKUP?')).toBe('OK =0');
  });

  it('may number one or not where it asks what there is', () => {
    const fields = '!VAL 1 bit_out\n!TERM 0 param enum\n.';
    for (const name of ['TTLIN', 'TTLIN1', 'TTLIN6'])
      expect(ask(`${name}.*?`)!.split('\n').toSorted()).toEqual(fields.split('\n').toSorted());
    expect(ask('TTLIN.VAL.*?')).toBe(ask('TTLIN3.VAL.*?'));
    expect(ask('TTLIN9.*?')).toBe('ERR Invalid block number');
  });

  it('is counted as a query, a set, a table or none of these', () => {
    asked.clear();
    ask('BITS.A?');
    ask('*CHANGES=');
    ask('BITS.A=0');
    ask('SEQ1.TABLE<', '');
    ask('nonsense');
    expect(asked.queries).toEqual(['BITS.A']);
    expect(asked.sets).toEqual(['*CHANGES=', 'BITS.A=0']);
    expect(asked.tables).toEqual(['SEQ1.TABLE<']);
    expect(asked.others).toEqual(['nonsense']);
  });
});

describe('a reply', () => {
  it('of one value is at most 255 bytes, and of several is cut there in silence', () => {
    expect(ask(`INENC1.VAL.UNITS=${'µ'.repeat(127)}`)).toBe('OK');
    expect(ask('INENC1.VAL.UNITS?')).toBe(`OK =${'µ'.repeat(127)}`);
    expect(ask(`INENC1.VAL.UNITS=${'m'.repeat(256)}`)).toBe('OK');
    expect(ask('INENC1.VAL.UNITS?')).toBe('ERR Result too long');
    const changed = ask('*CHANGES.ATTR?')!
      .split('\n')
      .find((line) => line.startsWith('!INENC1.VAL.UNITS='))!;
    expect(changed).toBe(`!INENC1.VAL.UNITS=${'m'.repeat(255 - 'INENC1.VAL.UNITS='.length)}`);
  });

  it('that is an empty list is a dot', () => {
    expect(ask('*CAPTURE?')).toBe('.');
  });

  it('lists blocks, fields and attributes in no order that means anything', () => {
    const names = ask('*BLOCKS?')!.split('\n').slice(0, -1);
    const table = pandaboxNoFmc.blocks.map(({ name, count }) => `!${name} ${count}`);
    expect(names).not.toEqual(table);
    expect(names).not.toEqual(names.toSorted());
    expect(names.toSorted()).toEqual(table.toSorted());
    const fields = ask('SEQ.*?')!.split('\n').slice(0, -1);
    const numbers = fields.map((line) => Number(line.split(' ')[1]));
    expect(numbers).not.toEqual(numbers.toSorted((a, b) => a - b));
    expect(new Set(numbers).size).toBe(22);
  });
});
