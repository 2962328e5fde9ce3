let made = 0;

/** A key that no object had before, in this process or, as good as surely, in another on the same port. */
export function newObjectKey(): Uint8Array {
  const key = new Uint8Array(14);
  const view = new DataView(key.buffer);
  view.setUint8(0, 0xfe);
  view.setUint32(1, Date.now() & 0xffff_ffff);
  view.setUint32(6, process.pid);
  view.setUint32(10, ++made);
  return key;
}
