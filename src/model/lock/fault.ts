/** Something in a lock that contradicts the rest of it. */
export interface Fault {
  readonly code: 'LOCK.NAMES' | 'LOCK.INVALID' | 'LOCK.HASH';
  readonly why: string;
  /** The keys down to the line that is wrong. */
  readonly at: readonly string[];
}
