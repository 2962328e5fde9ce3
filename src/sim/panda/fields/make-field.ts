import type { Firmware } from '../firmware/block-table.ts';
import { ExtOutField } from './ext-out-field.ts';
import type { Field, FieldPlace } from './field.ts';
import { BitMuxField, PosMuxField } from './mux-field.ts';
import { BitOutField } from './out-field.ts';
import { PosOutField } from './pos-out-field.ts';
import { ParamField, ReadField, WriteField } from './register-field.ts';
import { TableField } from './table-field.ts';
import { TimeField } from './time-field.ts';

export function makeField(place: FieldPlace, firmware: Firmware): Field {
  switch (place.shape.kind.split(' ')[0]) {
    case 'param':
      return new ParamField(place);
    case 'read':
      return new ReadField(place);
    case 'write':
      return new WriteField(place);
    case 'time':
      return new TimeField(place);
    case 'bit_out':
      return new BitOutField(place, bitWords(firmware));
    case 'pos_out':
      return new PosOutField(place, firmware.hasStdDev);
    case 'ext_out':
      return new ExtOutField(place);
    case 'bit_mux':
      return new BitMuxField(place);
    case 'pos_mux':
      return new PosMuxField(place);
    case 'table':
      return new TableField(place);
    default:
      throw new TypeError(`There is no field of the kind ${place.shape.kind}.`);
  }
}

/** The fields that capture the bit bus, by word. */
function bitWords(firmware: Firmware): readonly string[] {
  const words: string[] = [];
  for (const { name, shape } of firmware.blocks)
    for (const field of shape.fields) if (field.word !== undefined) words[field.word] = `${name}.${field.name}`;
  return words;
}
