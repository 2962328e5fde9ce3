import type { PvDataReader } from '../wire/reader.ts';
import type { PvDataWriter } from '../wire/writer.ts';

const LENGTH = 16;
const V4_PREFIX = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff] as const;

/** The 16 bytes of an address as text; `undefined` for any address, which is then that of the sender. */
export function readAddress(reader: PvDataReader): string | undefined {
  const bytes = reader.bytes(LENGTH);
  const isV4 = V4_PREFIX.every((byte, at) => bytes[at] === byte);
  if (isV4) return bytes.subarray(12).every(isZero) ? undefined : bytes.subarray(12).join('.');
  if (bytes.every(isZero)) return undefined;
  const groups = Array.from({ length: 8 }, (_, at) => ((bytes[2 * at]! << 8) | bytes[2 * at + 1]!).toString(16));
  return groups.join(':');
}

/** An IPv4 address, or any. */
export function writeAddress(writer: PvDataWriter, address: string | undefined): void {
  if (address === undefined) return writer.raw(new Uint8Array(LENGTH));
  writer.raw(Uint8Array.from([...V4_PREFIX, ...address.split('.').map(Number)]));
}

function isZero(byte: number): boolean {
  return byte === 0;
}
