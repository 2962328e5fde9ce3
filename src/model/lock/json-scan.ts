const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\]]|[^\s{}[\]",:]+/gy;
const GAP = /[\s,:]*/gy;

/** The first key that an object of the JSON text has twice, and its line; `JSON.parse` silently keeps the last. */
export function duplicateKey(text: string): { readonly key: string; readonly line: number } | undefined {
  const open: (Set<string> | undefined)[] = [];
  let at = 0;
  while (at < text.length) {
    GAP.lastIndex = at;
    GAP.test(text);
    TOKEN.lastIndex = GAP.lastIndex;
    const token = TOKEN.exec(text)?.[0];
    if (token === undefined) return undefined;
    at = TOKEN.lastIndex;
    if (token === '{') open.push(new Set());
    else if (token === '[') open.push(undefined);
    else if (token === '}' || token === ']') open.pop();
    else if (token.startsWith('"') && isKey(text, at)) {
      const keys = open.at(-1);
      const key = JSON.parse(token) as string;
      if (keys?.has(key)) return { key, line: lineAt(text, at) };
      keys?.add(key);
    }
  }
  return undefined;
}

/** The number of the line that holds the offset, from 1. */
export function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

/**
 * The number of the line of a canonical lock that these keys lead to; `undefined` where there is none. Keys that share
 * a line with what they are in are no steps: a member's are `classes`, its class, and its own.
 */
export function lineOf(text: string, path: readonly string[]): number | undefined {
  let depth = 0;
  let found = 0;
  for (const [index, line] of text.split('\n').entries()) {
    const opens = line.endsWith('{');
    if (line.startsWith('}')) depth -= 1;
    if (depth <= found && found > 0 && !opens) return undefined;
    if (depth === found + 1 && line.startsWith(`${JSON.stringify(path[found])}:`)) {
      found += 1;
      if (found === path.length) return index + 1;
    }
    if (opens) depth += 1;
  }
  return undefined;
}

function isKey(text: string, after: number): boolean {
  return /^\s*:/.test(text.slice(after, after + 8));
}
