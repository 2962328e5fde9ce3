/** The key of a member within its block: the wire's own name, with `()` for a command. PandA tells letter case apart. */
export function wireKey(source: string, kind: 'signal' | 'command' | 'block'): string {
  return kind === 'command' ? `${source}()` : source;
}
