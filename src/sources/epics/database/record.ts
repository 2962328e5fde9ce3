/** A record of a database. */
export interface DatabaseRecord {
  readonly name: string;
  /** `ai`, `motor`. */
  readonly type: string;
  readonly fields: ReadonlyMap<string, string>;
  /** As written: JSON or plain text. */
  readonly infos: readonly (readonly [name: string, value: string])[];
  readonly aliases: readonly string[];
}

/** The names of the PVs that records are grouped into by their tag Q:group. */
export function groupNames({ infos }: DatabaseRecord): readonly string[] {
  return infos.flatMap(([name, value]) => (name === 'Q:group' ? topKeys(value) : []));
}

/** The keys of a JSON object, whose texts need no quotes and may have trailing commas in EPICS. */
function topKeys(json: string): readonly string[] {
  const keys: string[] = [];
  let depth = 0;
  for (const [token, text] of json.matchAll(
    /("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[\w$.:+-]+(?=\s*:))\s*:|[{}[\]]|"(?:[^"\\]|\\.)*"/g,
  )) {
    if (token === '{' || token === '[') depth += 1;
    else if (token === '}' || token === ']') depth -= 1;
    else if (depth === 1 && text !== undefined) keys.push(text.replace(/^(["'])([^]*)\1$/, '$2'));
  }
  return keys;
}
