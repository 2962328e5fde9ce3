/** The file of a package that says its name, its version and what it exports. */
export const PACKAGE_FILE = 'package.json';

/** The version in the text of a `package.json`; `undefined` where it has none, or is no such text. */
export function versionIn(text: string | undefined): string | undefined {
  try {
    const { version }: { readonly version?: unknown } = JSON.parse(text ?? '{}');
    return typeof version === 'string' ? version : undefined;
  } catch {
    return undefined;
  }
}

/** The text with another version, and not a byte else; as it is where it has none. */
export function withVersion(text: string, version: string): string {
  const now = versionIn(text);
  if (now === undefined) return text;
  const written = new RegExp(`("version"\\s*:\\s*)${escaped(JSON.stringify(now))}`);
  return text.replace(written, (_, key: string) => key + JSON.stringify(version));
}

function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
