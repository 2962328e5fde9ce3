import type { FormOf } from './form.ts';

/** Records of arrays of characters are bytes on the wire where their database does not say `Q:form`. */
export const textForm: FormOf = ({ type }) => {
  if (type !== 'i8[]' && type !== 'u8[]') return undefined;
  return {
    type: 'str',
    read: (value) => textOf(value as Int8Array | Uint8Array),
    write: (value) => (typeof value === 'string' ? bytesOf(value, type) : value),
  };
};

/** Up to the first zero byte. */
function textOf(bytes: Int8Array | Uint8Array): string {
  const end = bytes.indexOf(0);
  const view = new Uint8Array(bytes.buffer, bytes.byteOffset, end < 0 ? bytes.length : end);
  return new TextDecoder().decode(view);
}

/** With a zero byte at its end, so that a longer text before leaves nothing. */
function bytesOf(text: string, type: 'i8[]' | 'u8[]'): Int8Array | Uint8Array {
  const bytes = new TextEncoder().encode(`${text}\0`);
  return type === 'u8[]' ? bytes : new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length);
}
