import {
  LineSplitter,
  parseBlock,
  parseChange,
  parseField,
  parseIdentity,
  ReplyReader,
} from '@devgen/runtime/panda/codec';
import { describe, expect, it } from 'vitest';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('lines', () => {
  it('are put together from pieces of any length, also within a letter', () => {
    const whole = bytes('OK =µm\n!°\n.\n');
    for (let size = 1; size <= whole.length; size++) {
      const splitter = new LineSplitter();
      const lines: string[] = [];
      for (let at = 0; at < whole.length; at += size) lines.push(...splitter.push(whole.slice(at, at + size)));
      expect(lines).toEqual(['OK =µm', '!°', '.']);
      expect(splitter.pending).toBe(0);
    }
  });

  it('may use the buffer again that they came in', () => {
    const splitter = new LineSplitter();
    const buffer = bytes('OK =par');
    expect(splitter.push(buffer)).toEqual([]);
    buffer.fill(0);
    expect(splitter.push(bytes('t\n'))).toEqual(['OK =part']);
  });

  it('that never end are refused, and not kept', () => {
    const splitter = new LineSplitter();
    const push = (): void => {
      for (let count = 0; count < 100; count++) splitter.push(bytes('x'.repeat(1000)));
    };
    expect(push).toThrow(expect.objectContaining({ code: 'PANDA.PROTOCOL' }));
  });
});

describe('replies', () => {
  it.each([
    ['OK', { kind: 'ok' }],
    ['OK =', { kind: 'value', value: '' }],
    ['OK =a = b', { kind: 'value', value: 'a = b' }],
    ['ERR No such field', { kind: 'error', message: 'No such field' }],
    ['.', { kind: 'lines', lines: [] }],
  ])('%j', (line, reply) => {
    expect(new ReplyReader().push(line)).toEqual(reply);
  });

  it('of several lines end at the point', () => {
    const reader = new ReplyReader();
    expect(reader.push('!.')).toBeUndefined();
    expect(reader.isInside).toBe(true);
    expect(reader.push('!')).toBeUndefined();
    expect(reader.push('.')).toEqual({ kind: 'lines', lines: ['.', ''] });
    expect(reader.isInside).toBe(false);
  });

  it.each(['HTTP/1.1 400 Bad Request', '', 'ok', 'OK=1', 'ERR'])('of unknown kind are told: %j', (line) => {
    expect(() => new ReplyReader().push(line)).toThrow(expect.objectContaining({ code: 'PANDA.PROTOCOL' }));
  });

  it('cannot interrupt a list', () => {
    const reader = new ReplyReader();
    reader.push('!one');
    expect(() => reader.push('OK')).toThrow(expect.objectContaining({ code: 'PANDA.PROTOCOL', actual: 'OK' }));
  });
});

describe('what a box tells', () => {
  it.each([
    ['SEQ1.PRESCALE=0', { kind: 'value', name: 'SEQ1.PRESCALE', value: '0' }],
    ['SEQ1.TABLE<', { kind: 'table', name: 'SEQ1.TABLE' }],
    ['*METADATA.LAYOUT<', { kind: 'table', name: '*METADATA.LAYOUT' }],
    ['*METADATA.DESIGN=a<', { kind: 'value', name: '*METADATA.DESIGN', value: 'a<' }],
    ['*METADATA.DESIGN=x (error)', { kind: 'value', name: '*METADATA.DESIGN', value: 'x (error)' }],
    ['TTLIN1.TERM (error)', { kind: 'error', name: 'TTLIN1.TERM' }],
  ])('of changes: %j', (line, change) => {
    expect(parseChange(line)).toEqual(change);
  });

  it('of blocks, fields and itself', () => {
    expect(parseBlock('SEQ 2')).toEqual({ name: 'SEQ', count: 2 });
    expect(parseField('PRESCALE 7 param time')).toEqual({
      name: 'PRESCALE',
      sequence: 7,
      type: 'param',
      subtype: 'time',
    });
    expect(parseField('OUTA 0 bit_out')).toMatchObject({ type: 'bit_out', subtype: '' });
    expect(parseIdentity('PandA SW: 4.1-dirty FPGA: 4.1.0 00000000 00000000 rootfs: Sim')).toMatchObject({
      software: '4.1-dirty',
      firmware: '4.1.0',
    });
    expect(parseIdentity('PandA')).toEqual({ text: 'PandA', software: undefined, firmware: undefined });
  });

  it.each(['SEQ1.TABLE<x', 'nothing', ''])('in no known form is refused: %j', (line) => {
    expect(() => parseChange(line)).toThrow(expect.objectContaining({ code: 'PANDA.PROTOCOL' }));
    expect(() => parseBlock(line)).toThrow(expect.objectContaining({ code: 'PANDA.PROTOCOL' }));
    expect(() => parseField(line)).toThrow(expect.objectContaining({ code: 'PANDA.PROTOCOL' }));
  });

  it('of no block at all is refused', () => {
    expect(() => parseBlock('SEQ 0')).toThrow(expect.objectContaining({ code: 'PANDA.PROTOCOL' }));
  });
});
