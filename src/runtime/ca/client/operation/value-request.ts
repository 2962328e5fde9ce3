import type { Message } from '../../codec/message/message.ts';
import type { CaData, CaForm, CaType } from '../../codec/value/ca-data.ts';
import { dbrType } from '../../codec/value/dbr.ts';
import { readDbr } from '../../codec/value/dbr-reader.ts';
import { decodeText } from '../../codec/wire/text.ts';
import type { ChannelInfo } from '../channel/channel-state.ts';
import type { Ask } from './read.ts';

export interface ValueOptions {
  /**
   * What the server makes of the elements; their own type by default. `string` of an enumeration is its label; `text` is
   * an array of characters as one text.
   */
  readonly as?: CaType | 'text';
  /** What comes with the value; `time` by default. */
  readonly form?: CaForm;
  /** So many elements at most; as many as there are by default. */
  readonly count?: number;
}

/** What is asked of the server, and how its answer is read. */
export interface ValueRequest {
  readonly type: number;
  readonly count: number;
  readonly read: (message: Message) => CaData;
}

/** Answers of zero elements are known to servers of the newer kind alone: others are asked for all there may be. */
export function valueRequest(options: ValueOptions, info: ChannelInfo, hasDynamicArrays: boolean): ValueRequest {
  const { as = info.type, form = 'time', count } = options;
  const isArray = info.count !== 1;
  const all = isArray && hasDynamicArrays ? 0 : info.count;
  const wanted = count === undefined ? all : Math.min(count, info.count);
  const type = dbrType(as === 'text' ? 'char' : as, form);
  const read = as === 'text' ? readText : isArray ? readArray : readElement;
  return { type, count: wanted, read };
}

/** As a question that is asked of any number of channels: of those that are alike it is the same. */
export function askValue(options: ValueOptions): Ask<CaData> {
  let last: ValueRequest | undefined;
  let type: CaType | undefined;
  let count = 0;
  let isDynamic = false;
  return (info, circuit) => {
    const { hasDynamicArrays } = circuit;
    if (last !== undefined && info.type === type && info.count === count && hasDynamicArrays === isDynamic) return last;
    type = info.type;
    count = info.count;
    isDynamic = hasDynamicArrays;
    last = valueRequest(options, info, hasDynamicArrays);
    return last;
  };
}

function readElement(message: Message): CaData {
  return readDbr(message, false);
}

function readArray(message: Message): CaData {
  return readDbr(message, true);
}

function readText(message: Message): CaData {
  const data = readDbr(message, true);
  const characters = data.value as Uint8Array;
  return { ...data, value: decodeText(characters, 0, characters.length) };
}
