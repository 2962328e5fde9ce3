import type { Scalar } from '../../../core/contract/spec.ts';
import { protocolError } from '../protocol-error.ts';
import type { ScalarType } from '../type/pva-type.ts';
import type { PvDataReader } from '../wire/reader.ts';
import type { PvDataWriter } from '../wire/writer.ts';
import type { Codec } from './codec.ts';

type Parts = readonly [read: Codec['read'], write: (writer: PvDataWriter, value: never) => void, blank: Codec['blank']];

const PARTS: Readonly<Record<Scalar, Parts>> = {
  bool: [(r) => r.bool(), (w, value: boolean) => w.bool(value), false],
  i8: [(r) => r.i8(), (w, value: number) => w.i8(value), 0],
  u8: [(r) => r.u8(), (w, value: number) => w.u8(value), 0],
  i16: [(r) => r.i16(), (w, value: number) => w.i16(value), 0],
  u16: [(r) => r.u16(), (w, value: number) => w.u16(value), 0],
  i32: [(r) => r.i32(), (w, value: number) => w.i32(value), 0],
  u32: [(r) => r.u32(), (w, value: number) => w.u32(value), 0],
  i64: [(r) => r.i64(), (w, value: bigint) => w.i64(value), 0n],
  u64: [(r) => r.u64(), (w, value: bigint) => w.u64(value), 0n],
  f32: [(r) => r.f32(), (w, value: number) => w.f32(value), 0],
  f64: [(r) => r.f64(), (w, value: number) => w.f64(value), 0],
  str: [(r) => r.string(), (w, value: string) => w.string(value), ''],
};

export function scalarCodec({ of, atMost }: ScalarType): Codec {
  const [read, write, blank] = PARTS[of];
  return {
    bits: 1,
    blank,
    read: atMost === undefined ? read : (reader) => readBoundedString(reader, atMost),
    write: write as Codec['write'],
  };
}

function readBoundedString(reader: PvDataReader, atMost: number): string {
  const start = reader.position;
  const text = reader.string();
  if (Buffer.byteLength(text) > atMost) {
    throw protocolError(`a text of ${reader.position - start} bytes where at most ${atMost} are allowed`);
  }
  return text;
}
