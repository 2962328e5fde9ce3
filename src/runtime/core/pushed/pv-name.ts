const ABSOLUTE = '=';
const NUMBER = /%(?:0(\d+))?d/;

/**
 * The PV of a member: the device's prefix, the sources of the blocks that lead to it, then its own, with nothing in
 * between. The key of a vector's element follows the vector's source, or stands in it where that says `%d` or `%02d`. A
 * source that begins with `=` begins anew: `=OTHER:PV`.
 */
export function pvName(device: string, path: readonly (string | number)[], source: string): string {
  let name = device;
  for (const [index, step] of path.entries()) {
    if (typeof step === 'number') continue;
    const key = path[index + 1];
    name = joined(name, typeof key === 'number' ? numbered(step, key) : step);
  }
  return joined(name, source);
}

function joined(name: string, source: string): string {
  return source.startsWith(ABSOLUTE) ? source.slice(ABSOLUTE.length) : name + source;
}

function numbered(source: string, key: number): string {
  const place = NUMBER.exec(source);
  if (place === null) return `${source}${key}`;
  const [text, width = 0] = place;
  return source.replace(text, String(key).padStart(Number(width), '0'));
}
