import { nearest } from '../../config/nearest.ts';
import { failure, type Failure, type NextStep } from '../../report/failure.ts';

/** What oclif throws when the command line cannot be read; its classes are not exported. */
interface UsageError extends Error {
  readonly oclif: { readonly exit?: number };
  readonly flags?: readonly unknown[];
  readonly args?: readonly unknown[];
  readonly parse?: { readonly input?: { readonly flags?: Readonly<Record<string, unknown>> } };
}

/** Whether the error is about the words typed. */
export function isUsageError(error: unknown): error is UsageError {
  return error instanceof Error && 'oclif' in error && error.oclif !== undefined;
}

/** An unreadable command line, with the flag or command that was probably meant. */
export function usageFailure(error: UsageError, command: string): Failure {
  const text = error.message.replace(/\nSee more help with --help$/, '');
  const help: NextStep = { label: 'Run', command: `devgen ${[command, '--help'].filter(Boolean).join(' ')}` };
  if (error.flags) {
    const known = Object.keys(error.parse?.input?.flags ?? {});
    const [first = ''] = error.flags.map(String);
    const meant = nearest(first.replace(/^-+/, ''), known);
    const why = meant ? `Did you mean --${meant}?` : '';
    return failure('USAGE.FLAG_UNKNOWN', `Unknown flag ${first}`, why, [help]);
  }
  if (error.args?.some((argument) => typeof argument === 'string'))
    return failure('USAGE.ARGUMENT_UNEXPECTED', text, '', [help]);
  if (error.args) return failure('USAGE.ARGUMENT_MISSING', text, '', [help]);
  return failure('USAGE.INVALID', text, '', [help]);
}
