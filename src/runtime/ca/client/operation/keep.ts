/** A copy of what a user may change before it is sent; what does not change is kept as it is. */
export function keep(value: unknown): unknown {
  if (Array.isArray(value)) return [...(value as unknown[])];
  return ArrayBuffer.isView(value) ? structuredClone(value) : value;
}
