/** A package as its texts by path. */
export interface Texts {
  readonly texts: Readonly<Record<string, string>>;
  readonly lock: string;
}

/** Longer than what one write call may take at once is not needed: half of it is torn. */
const text = (name: string, edition: number): string => `// ${name}, edition ${edition}\n`.repeat(40);

/** Files that stay, change, go and come; folders that come, go and are kept. */
export const OLD: Texts = {
  texts: {
    'beam.ts': text('beam', 1),
    'motor.ts': text('motor', 1),
    'stays.ts': text('stays', 1),
    'vacuum.ts': text('vacuum', 1),
    'gone.ts': text('gone', 1),
    'kept/axis.ts': text('axis', 1),
    'kept/gone.ts': text('gone', 1),
    'emptied/deep/gone.ts': text('gone', 1),
    'emptied/gone.ts': text('gone', 1),
  },
  lock: `${JSON.stringify({ edition: 1 })}\n`,
};

export const NEW: Texts = {
  texts: {
    'beam.ts': text('beam', 2),
    'motor.ts': text('motor', 2),
    'stays.ts': text('stays', 1),
    'vacuum.ts': text('vacuum', 2),
    'new.ts': text('new', 2),
    'kept/axis.ts': text('axis', 2),
    'kept/new.ts': text('new', 2),
    'made/deep/new.ts': text('new', 2),
  },
  lock: `${JSON.stringify({ edition: 2 })}\n`,
};
