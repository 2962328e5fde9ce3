/** The `package.json` of a package that is built of another: what was TypeScript is JavaScript with declarations. */
export function builtManifest(text: string): string {
  const { private: _, exports, ...rest } = JSON.parse(text) as Record<string, unknown>;
  const built = { ...rest, ...(exports !== undefined && { exports: builtExports(exports) }), files: FILES };
  return `${JSON.stringify(built, undefined, 2)}\n`;
}

/** What is published; the lock of the facility and the list of what devgen owns are not. */
const FILES = ['**/*.js', '**/*.d.ts'];

function builtExports(of: unknown, condition = ''): unknown {
  if (typeof of === 'string') return of.replace(/(?<!\.d)\.ts$/, condition === 'types' ? '.d.ts' : '.js');
  if (Array.isArray(of)) return of.map((each) => builtExports(each, condition));
  if (typeof of !== 'object' || of === null) return of;
  return Object.fromEntries(Object.entries(of).map(([key, value]) => [key, builtExports(value, key)]));
}
