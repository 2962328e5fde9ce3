import type { Change } from '../../codec/control/change.ts';

/** What a poll brought of one name: its text, of a bit perhaps two, or that there is none. */
export type News =
  | { readonly kind: 'texts'; readonly texts: readonly [string, ...string[]] }
  /** Another content, which must be asked for. */
  | { readonly kind: 'table' }
  | { readonly kind: 'error' };

/**
 * What the box told of its values, by name on the wire. A bit that went to and fro between two polls is told as it is
 * now: told and yet the same, it was the opposite meanwhile.
 */
export class ToldValues {
  readonly #isBit: (name: string) => boolean;
  readonly #told = new Map<string, Change>();
  /** Attributes that this program set since: true until the box tells. */
  readonly #wrote = new Map<string, string>();

  /** `changes` is everything, as a connection's first question brings it. */
  constructor(changes: readonly Change[], isBit: (name: string) => boolean) {
    this.#isBit = isBit;
    for (const change of changes) this.#told.set(change.name, change);
  }

  /** Whether the box tells this name's changes at all. */
  has(name: string): boolean {
    return this.#told.has(name);
  }

  /** As it was told last; `undefined` for what has no text. */
  text(name: string): string | undefined {
    const wrote = this.#wrote.get(name);
    if (wrote !== undefined) return wrote;
    const told = this.#told.get(name);
    return told?.kind === 'value' ? told.value : undefined;
  }

  /** What is known of the name now. */
  news(name: string): News | undefined {
    const told = this.#told.get(name);
    if (told === undefined) return undefined;
    return told.kind === 'value' ? { kind: 'texts', texts: [told.value] } : { kind: told.kind };
  }

  /** The text that the box took for an attribute, on which limits and units of others depend. */
  wrote(name: string, text: string): void {
    if (this.#told.has(name)) this.#wrote.set(name, text);
  }

  /** Takes in a poll; tells what it brought, in its order. */
  take(changes: readonly Change[]): ReadonlyMap<string, News> {
    const news = new Map<string, News>();
    for (const change of changes) {
      const before = this.#told.get(change.name);
      this.#told.set(change.name, change);
      this.#wrote.delete(change.name);
      news.set(change.name, this.#newsOf(change, before));
    }
    return news;
  }

  #newsOf(change: Change, before: Change | undefined): News {
    if (change.kind !== 'value') return { kind: change.kind };
    const { name, value } = change;
    const isPulse = before?.kind === 'value' && before.value === value && this.#isBit(name);
    return { kind: 'texts', texts: isPulse ? [value === '0' ? '1' : '0', value] : [value] };
  }
}
