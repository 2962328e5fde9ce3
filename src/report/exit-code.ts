/** What the process tells the shell. One table, used by every command and printed in `docs/reference/cli.md`. */
export const exitCodes = {
  /** Done, and nothing found. */
  done: 0,
  /** A bug of devgen. */
  bug: 1,
  /** The job cannot be done: usage, config, a source out of reach, a bad lock. */
  cannot: 2,
  /** The committed files are not what lock, config and templates give. */
  filesDiffer: 4,
  /** The facility differs from the lock, or the lock from a commit's; code that is in use still works. */
  facilityDiffers: 5,
  /** It differs in a way that breaks code. */
  breaking: 6,
  /** Finished, but devices of the lock were out of reach and are kept as they were. */
  unreachable: 7,
  /** Stopped by Ctrl-C. */
  interrupted: 130,
  /** Stopped by SIGTERM. */
  terminated: 143,
} as const;

export type ExitReason = keyof typeof exitCodes;
export type ExitCode = (typeof exitCodes)[ExitReason];

/** The gravest first: where several hold, the first one is told. */
const precedence: readonly ExitReason[] = [
  'interrupted',
  'terminated',
  'bug',
  'cannot',
  'breaking',
  'filesDiffer',
  'facilityDiffers',
  'unreachable',
];

/** The one code for everything that holds. */
export function exitCodeOf(reasons: Iterable<ExitReason>): ExitCode {
  const held = new Set(reasons);
  return exitCodes[precedence.find((reason) => held.has(reason)) ?? 'done'];
}
