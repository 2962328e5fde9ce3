/** One thing found, as a machine that shows findings beside files takes it. */
export interface Note {
  readonly level: 'error' | 'warning' | 'notice' | 'ignored';
  /** A rule of a diff, or the kind of a file's finding: `MEMBER_MISSING`, `stale`. */
  readonly rule: string;
  /** What it is about: `Motor.extra`, `motor.ts`. */
  readonly subject: string;
  /** What is to be said of it, on one line. */
  readonly message: string;
  readonly place: NotePlace;
}

/** From the top of the repository. Lines and columns count from 1. */
export interface NotePlace {
  readonly file: string;
  readonly line: number;
  readonly column?: number;
}

/** Everything that a command found. */
export interface NotedReport {
  readonly package: string;
  /** What was done: `main -> lock`. */
  readonly title: string;
  /** The gravest first. */
  readonly notes: readonly Note[];
  /** How much was looked at: `12 devices compared`. */
  readonly extent: string;
  /** What follows: `major change, 1.2.0 -> 2.0.0`. */
  readonly advice?: string;
}

const levels: readonly Note['level'][] = ['error', 'warning', 'notice', 'ignored'];

export function gravestFirst(notes: readonly Note[]): readonly Note[] {
  return notes.toSorted((a, b) => levels.indexOf(a.level) - levels.indexOf(b.level));
}

/** `2 errors, 1 notice` */
export function levelsText(notes: readonly Note[]): string {
  const counts = levels.map((level) => [level, notes.filter((note) => note.level === level).length] as const);
  const parts = counts.flatMap(([level, count]) =>
    count === 0 ? [] : `${count} ${count === 1 || level === 'ignored' ? level : `${level}s`}`,
  );
  return parts.length === 0 ? 'nothing found' : parts.join(', ');
}
