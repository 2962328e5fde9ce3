import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { hasBytes, peekBytes, readBytes, readText } from '../../src/model/read-text.ts';
import { removeFolder, temporaryFolder } from '../peers/temporary-folder.ts';

const folder = temporaryFolder('read-text');
afterAll(() => removeFolder(folder));

const path = join(folder, 'file');
/** As long as the memory that is used again, a little longer, and much longer. */
const SIZES = [0, 1, 65_535, 65_536, 65_537, 300_000];

function bytesOf(size: number): Buffer {
  return Buffer.from(Array.from({ length: size }, (_, at) => (at * 7 + (at >> 8)) % 251));
}

describe('a file', () => {
  it.each(SIZES)('of %i bytes is read, into memory of its own and into that which is used again', (size) => {
    writeFileSync(path, bytesOf(size));
    expect(readBytes(path)?.equals(bytesOf(size))).toBe(true);
    expect(peekBytes(path)?.equals(bytesOf(size))).toBe(true);
    writeFileSync(join(folder, 'other'), 'short');
    expect(peekBytes(join(folder, 'other'))?.toString()).toBe('short');
  });

  it.each(SIZES)('of %i bytes has these bytes, and neither more nor fewer nor others', (size) => {
    const bytes = bytesOf(size);
    writeFileSync(path, bytes);
    expect(hasBytes(path, bytes)).toBe(true);
    expect(hasBytes(path, Buffer.concat([bytes, Buffer.from('x')]))).toBe(false);
    appendFileSync(path, 'y');
    expect(hasBytes(path, bytes)).toBe(false);
    if (size === 0) return;
    const other = Buffer.from(bytes);
    other[size - 1] = 255;
    writeFileSync(path, other);
    expect(hasBytes(path, bytes)).toBe(false);
  });

  it('that is not there is none, and one that cannot be read is named', () => {
    for (const none of [join(folder, 'none'), join(folder, 'other/below')]) {
      expect([readText(none), readBytes(none), peekBytes(none), hasBytes(none, Buffer.alloc(0))]).toEqual([
        undefined,
        undefined,
        undefined,
        false,
      ]);
    }
    mkdirSync(join(folder, 'folder'));
    const at = join(folder, 'folder');
    for (const read of [readText, readBytes, peekBytes])
      expect(() => read(at)).toThrow(expect.objectContaining({ code: 'EISDIR', path: at }));
  });
});
