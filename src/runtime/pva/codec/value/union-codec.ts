import { protocolError } from '../protocol-error.ts';
import type { UnionType } from '../type/pva-type.ts';
import { type Codec, codecOf } from './codec.ts';
import type { PvaArm } from './pva-value.ts';

export function unionCodec({ fields }: UnionType): Codec {
  const codecs = fields.map(({ type }) => codecOf(type));
  return {
    bits: 1,
    blank: null,
    read: (reader) => {
      const index = reader.sizeOrNull();
      if (index === undefined) return null;
      const field = fields[index];
      if (field === undefined) throw protocolError(`member ${index} of a union that has ${fields.length}`);
      reader.spend(field.type.bits);
      return { kind: field.name, value: codecs[index]!.read(reader) };
    },
    write: (writer, value) => {
      if (value === null) return writer.null();
      const arm = value as PvaArm;
      const index = fields.findIndex(({ name }) => name === arm.kind);
      writer.size(index);
      codecs[index]!.write(writer, arm.value);
    },
  };
}
