/** A word that could stand at the cursor, and what it is. */
export interface Candidate {
  readonly value: string;
  readonly about?: string;
}

/** Where the names of an argument come from. */
export type Kind = 'class' | 'device' | 'file' | 'folder' | 'member' | 'none' | 'reference' | 'shown' | 'template';
