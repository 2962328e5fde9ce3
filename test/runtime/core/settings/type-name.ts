/** The types of a value to any depth, as text: what `toEqual` does not tell apart. */
export function typeName(value: unknown): string {
  if (typeof value !== 'object' || value === null) return Object.is(value, -0) ? '-0' : typeof value;
  if (ArrayBuffer.isView(value)) return Object.prototype.toString.call(value);
  if (Array.isArray(value)) return `[${value.map(typeName).join()}]`;
  const entries = Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}:${typeName(item)}`);
  return `{${entries.toSorted().join()}}`;
}
