import { protocolError } from '../protocol-error.ts';

/** A line of `*BLOCKS?`. */
export interface BlockListing {
  readonly name: string;
  readonly count: number;
}

/** A line of `BLOCK.*?`. */
export interface FieldListing {
  readonly name: string;
  /** Its place in the block's declaration; the server lists fields in no order. */
  readonly sequence: number;
  /** `param`, `bit_mux`, … */
  readonly type: string;
  /** `uint`, `enum`, …; empty where the type has none. */
  readonly subtype: string;
}

/** `SEQ 2` */
export function parseBlock(line: string): BlockListing {
  const [, name, count] = /^(\S+) (\d{1,6})$/.exec(line) ?? [];
  if (name === undefined || Number(count) < 1) throw protocolError('a block that cannot be read', line);
  return { name, count: Number(count) };
}

/** `PRESCALE 3 param time` */
export function parseField(line: string): FieldListing {
  const [, name, sequence, type, subtype = ''] = /^(\S+) (\d{1,6}) (\S+)(?: (\S.*))?$/.exec(line) ?? [];
  if (name === undefined || type === undefined) throw protocolError('a field that cannot be read', line);
  return { name, sequence: Number(sequence), type, subtype };
}
