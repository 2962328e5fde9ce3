/** Folds a Tango name as its servers do: A to Z only, so that no other letter of Latin-1 changes. */
export function foldName(name: string): string {
  return name.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

/**
 * The key of a member within its device: `temp` for an attribute, `temp()` for a command.
 * An attribute whose own name ends like a command's gets a dot more, so that no two members share a key.
 */
export function wireKey(source: string, kind: 'signal' | 'command' | 'block'): string {
  const name = foldName(source);
  if (kind === 'command') return `${name}()`;
  return /\(\)\.*$/.test(name) ? `${name}.` : name;
}
