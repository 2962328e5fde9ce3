import type { Options } from '@oclif/core/interfaces';
import { run } from '@oclif/core/run';
import { asksForJson } from './asks-for-json.ts';
import { interruption } from './interruption.ts';

/** Runs the command line of this process. Every error ends here: one manner of print, one table of exit codes. */
export async function main(options: Options): Promise<void> {
  interruption.listen();
  // Before oclif's own, which throws.
  process.stdout.prependListener('error', unwritten);
  try {
    // No code from elsewhere: a plugin that a user has installed for it would run in every command.
    await run(process.argv.slice(2), { ...options, userPlugins: false, devPlugins: false });
  } catch (error) {
    await fail(error, process.argv.slice(2));
  } finally {
    interruption.dispose();
  }
}

/** A reader that has seen enough, as `head` has, is no failure; a full disk behind a redirection is one. */
function unwritten({ code, message }: NodeJS.ErrnoException): never {
  if (code === 'EPIPE') process.exit();
  process.stderr.write(
    `✖ Cannot write the answer [FILE.${code}]\n  ${message}\n→ Send stdout to where there is room.\n`,
  );
  process.exit(2);
}

async function fail(reason: unknown, argv: readonly string[]): Promise<void> {
  const [
    { diagnose, failure },
    { exitCodeOf },
    { failureText },
    { brushFor },
    { shellWord },
    { jsonText, terminalText },
    { isUsageError, usageFailure },
  ] = await Promise.all([
    import('../../report/failure.ts'),
    import('../../report/exit-code.ts'),
    import('../../report/failure-text.ts'),
    import('../../report/style.ts'),
    import('../../report/shell-word.ts'),
    import('../../report/terminal.ts'),
    import('./usage-failure.ts'),
  ]);
  if (isUsageError(reason) && 'code' in reason && reason.code === 'EEXIT') {
    process.exitCode = reason.oclif.exit ?? 0;
    return;
  }
  const { failure: found, bug } = isUsageError(reason)
    ? { failure: usageFailure(reason, commandOf(argv)), bug: false }
    : diagnose(reason);
  const command = ['devgen', ...argv.map(shellWord)].join(' ');
  const told = interruption.caught
    ? failure(
        'INTERRUPTED',
        `Stopped by ${interruption.caught}`,
        'Nothing was published: lock and classes are as before.',
        [{ label: 'Run', command }],
      )
    : found;
  process.exitCode = exitCodeOf([interruption.reason ?? (bug ? 'bug' : 'cannot')]);
  if (wantsJson(argv)) process.stdout.write(`${jsonText(told)}\n`);
  else {
    const { paint, isMade } = brushFor(process.stderr, process.cwd());
    process.stderr.write(`${terminalText(failureText(told, paint), isMade)}\n`);
  }
  if (argv.includes('--verbose') && reason instanceof Error)
    process.stderr.write(`${terminalText(reason.stack ?? '')}\n`);
}

/** The flags may be what could not be read, so they are looked for by hand. */
function wantsJson(argv: readonly string[]): boolean {
  return asksForJson(argv) || process.env['DEVGEN_CONTENT_TYPE']?.toLowerCase() === 'json';
}

/** The first word, unless it is a flag. */
function commandOf([first = '']: readonly string[]): string {
  return first.startsWith('-') ? '' : first;
}
