/**
 * The key of a member within its device: `Temp` for a signal, `Temp()` for a command. A signal whose own name ends like a
 * command's gets a dot more, so that no two members share a key.
 */
export function memberKey(source: string, kind: 'signal' | 'command' | 'block'): string {
  if (kind === 'command') return `${source}()`;
  return /\(\)\.*$/.test(source) ? `${source}.` : source;
}
