/** What `*CHANGES` tells apart. */
export const CHANGE_GROUPS = ['CONFIG', 'BITS', 'POSN', 'READ', 'ATTR', 'TABLE', 'METADATA'] as const;
export type ChangeGroup = (typeof CHANGE_GROUPS)[number];

/** Numbers the changes of a PandA: what changed after a connection last asked has a higher number than that. */
export class ChangeLog {
  #last = 1;

  next(): number {
    return ++this.#last;
  }
}

/** The change that every value starts with, so that a connection that has not asked yet is told everything. */
export const FIRST_CHANGE = 1;
