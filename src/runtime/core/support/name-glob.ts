/**
 * Whether a name is meant by any of the globs; upper and lower case are the same. `*` is any run within a part, `**` any
 * run across `/`, `?` one character, `{a,b}` either. Braces without a comma are themselves, as in EPICS names.
 */
export function nameGlob(globs: readonly string[]): (name: string) => boolean {
  const patterns = globs.map((glob) => new RegExp(`^${toPattern(glob)}$`, 'is'));
  return (name) => patterns.some((pattern) => pattern.test(name));
}

function toPattern(glob: string): string {
  return glob.replaceAll(/\*{2,}|\{[^{}]*,[^{}]*\}|[\s\S]/g, (part) => {
    if (part.length > 1 && part.startsWith('{')) return `(?:${part.slice(1, -1).split(',').map(toPattern).join('|')})`;
    if (part.length > 1 && part.startsWith('*')) return '.*';
    if (part === '*') return '[^/]*';
    if (part === '?') return '[^/]';
    return part.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`);
  });
}
