import { printableLines } from '../support/printable.ts';

/** What every error of devgen carries beside its message; all optional but the code. */
export interface ErrorFacts {
  /** Stable, dotted: `MEMBER.TYPE`. Messages may be reworded, codes may not. */
  readonly code: string;
  /** Whom the message is about: it stands before the message, and a layer above puts a better name in its place. */
  readonly about?: string | undefined;
  readonly device?: string | undefined;
  readonly member?: string | undefined;
  /** Full wire address. */
  readonly source?: string | undefined;
  readonly expected?: unknown;
  readonly actual?: unknown;
  /** What to do next: a command to type, where there is one. */
  readonly hint?: string | undefined;
  readonly cause?: unknown;
}

const brand = Symbol.for('devgen.Error');
const factNames = ['code', 'device', 'member', 'source', 'expected', 'actual', 'hint'] as const;

/** The root of every error that devgen throws. */
export class DevgenError extends Error implements ErrorFacts {
  declare readonly code: string;
  declare readonly device?: string | undefined;
  declare readonly member?: string | undefined;
  declare readonly source?: string | undefined;
  declare readonly expected?: unknown;
  declare readonly actual?: unknown;
  declare readonly hint?: string | undefined;
  /** The message without the name that it begins with. */
  declare readonly why: string;

  constructor(message: string, facts: ErrorFacts) {
    const { about, cause } = facts;
    // A message is looked at on a terminal, and servers may say anything; what they said exactly is in the facts.
    const why = printableLines(message);
    super(about === undefined ? why : `${printableLines(about)}: ${why}`, cause === undefined ? undefined : { cause });
    this.name = 'DevgenError';
    Object.defineProperties(this, { [brand]: { value: true }, why: { value: why } });
    // Only what is known: a log that shows the whole error stays readable.
    for (const name of factNames) if (facts[name] !== undefined) Reflect.set(this, name, facts[name]);
  }

  /**
   * A copy with other facts, which keeps its class and detail. A subclass without one of its own passes every layer as
   * it is.
   */
  retold?(facts: ErrorFacts): DevgenError;

  /** True for the errors of another copy of the runtime too. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    if (this !== DevgenError) return Function.prototype[Symbol.hasInstance].call(this, value);
    return typeof value === 'object' && value !== null && brand in value;
  }
}

/** Why something failed, without the name that the message of an error of devgen begins with. */
export function whyOf(thrown: unknown): string {
  if (thrown instanceof DevgenError) return thrown.why;
  return thrown instanceof Error ? thrown.message : String(thrown);
}

/** An error of devgen as it is; anything else that was thrown as the cause of one with these facts. */
export function asDevgenError(thrown: unknown, facts: ErrorFacts): DevgenError {
  if (thrown instanceof DevgenError) return thrown;
  return new DevgenError(whyOf(thrown), { ...facts, cause: thrown });
}
