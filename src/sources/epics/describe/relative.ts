const ABSOLUTE = '=';

/** The source of a PV below what its device's PVs begin with; one that begins otherwise is written whole. */
export function relativeSource(pv: string, prefix: string): string {
  const rest = pv.slice(prefix.length);
  return pv.startsWith(prefix) && !rest.startsWith(ABSOLUTE) ? rest : ABSOLUTE + pv;
}

/**
 * The source of a vector whose elements have these prefixes: their numbers stand at its end, or where `%d` or `%02d`
 * does. Undefined where no such source leads to all of them.
 */
export function vectorSource(prefix: string, elements: ReadonlyMap<number, string>): string | undefined {
  const [first] = elements;
  if (first === undefined) return undefined;
  const [key, name] = first;
  const rest = relativeSource(name, prefix);
  // The number of a device above may look like that of the element: the last that fits all of them is meant.
  for (const match of [...rest.matchAll(/\d+/g)].toReversed()) {
    const [digits] = match;
    if (Number(digits) !== key) continue;
    const before = rest.slice(0, match.index);
    const after = rest.slice(match.index + digits.length);
    for (const place of [...(after === '' ? [''] : []), '%d', `%0${digits.length}d`]) {
      const source = before + place + after;
      if ([...elements].every(([each, of]) => numbered(source, each) === relativeSource(of, prefix))) return source;
    }
  }
  return undefined;
}

function numbered(source: string, key: number): string {
  const place = /%(?:0(\d+))?d/.exec(source);
  if (place === null) return `${source}${key}`;
  return source.replace(place[0], String(key).padStart(Number(place[1] ?? 0), '0'));
}
