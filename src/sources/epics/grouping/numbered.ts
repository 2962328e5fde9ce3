/** Parts of one stem, by their numbers: `:Ch:1` and `:Ch:2`. */
export interface NumberedParts {
  /** `:Ch:` */
  readonly stem: string;
  /** By number, the full prefix of each. */
  readonly prefixes: ReadonlyMap<number, string>;
}

/** Parts that are alike in the names below them, and numbered without a gap: those are elements of one vector. */
export function numberedParts(parts: ReadonlyMap<string, readonly string[]>): readonly NumberedParts[] {
  const byStem = new Map<string, Map<number, string>>();
  for (const prefix of parts.keys()) {
    const [, stem, digits] = /^([\s\S]*?)(\d+)$/.exec(prefix) ?? [];
    if (stem === undefined || digits === undefined) continue;
    const of = byStem.get(stem) ?? new Map<number, string>();
    byStem.set(stem, of);
    const number = Number(digits);
    // `1` and `01` are two things of one number: then they are none.
    of.set(number, of.has(number) ? '' : prefix);
  }
  return [...byStem]
    .map(([stem, prefixes]) => ({ stem, prefixes }))
    .filter(({ prefixes }) => isContiguous(prefixes) && areAlike([...prefixes.values()], parts));
}

function isContiguous(prefixes: ReadonlyMap<number, string>): boolean {
  const numbers = [...prefixes.keys()].toSorted((a, b) => a - b);
  const [first = 0] = numbers;
  return numbers.length > 1 && numbers.every((number, index) => number === first + index);
}

function areAlike(prefixes: readonly string[], parts: ReadonlyMap<string, readonly string[]>): boolean {
  const below = prefixes.map((prefix) =>
    (parts.get(prefix) ?? [])
      .map((pv) => pv.slice(prefix.length))
      .toSorted()
      .join('\n'),
  );
  return below[0] !== '' && below.every((names) => names === below[0]);
}
