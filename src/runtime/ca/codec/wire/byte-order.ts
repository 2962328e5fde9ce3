/** The byte order of typed arrays on this machine. */
const hostIsLittleEndian = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;

/** Turns elements of so many bytes between the wire's order and this machine's, where they are. */
export function swapIfLittle(bytes: Buffer, size: number): void {
  if (!hostIsLittleEndian) return;
  if (size === 2) bytes.swap16();
  else if (size === 4) bytes.swap32();
  else if (size === 8) bytes.swap64();
}
