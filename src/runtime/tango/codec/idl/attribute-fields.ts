import type { Dim } from '../../client/types.ts';
import type { CdrReader } from '../cdr-reader.ts';
import type { CdrWriter } from '../cdr-writer.ts';

export const NO_DIM: Dim = { x: 0, y: 0 };

export function readDim(reader: CdrReader): Dim {
  const x = reader.i32();
  return { x, y: reader.i32() };
}

export function writeDim(writer: CdrWriter, dim: Dim): void {
  writer.i32(dim.x);
  writer.i32(dim.y);
}

export function readTime(reader: CdrReader): bigint {
  const seconds = reader.i32();
  const microseconds = reader.i32();
  const nanoseconds = reader.i32();
  // Numbers up to 2 ** 31 microseconds are exact: one bigint operation less on the hot path.
  return BigInt(seconds) * 1_000_000_000n + BigInt(microseconds * 1000 + nanoseconds);
}

export function writeTime(writer: CdrWriter, timeNs: bigint): void {
  const rest = Number(timeNs % 1_000_000_000n);
  writer.i32(Number(timeNs / 1_000_000_000n));
  writer.i32(Math.trunc(rest / 1000));
  writer.i32(rest % 1000);
}
