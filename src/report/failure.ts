import type { ErrorFacts } from '@devgen/runtime';

/** What to do next: a sentence, and the command to type where there is one. */
export interface NextStep {
  readonly label: string;
  readonly command?: string;
}

export interface FailurePlace {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
}

/** A failure as `--json` prints it; `schemas/output/error.json` is its schema. */
export interface Failure {
  readonly ok: false;
  readonly code: string;
  readonly summary: string;
  readonly why: string;
  readonly next: readonly NextStep[];
  readonly where?: FailurePlace;
  readonly docs: string;
}

/** A failure, and whether it is devgen's own fault. */
export interface Diagnosis {
  readonly failure: Failure;
  readonly bug: boolean;
}

type KnownError = Error & ErrorFacts & { readonly reason?: string; readonly where?: FailurePlace };

/** What an error of any kind has to say to a person. */
export function diagnose(error: unknown): Diagnosis {
  if (error instanceof Error && Object.getOwnPropertySymbols(error).includes(Symbol.for('devgen.Error'))) {
    return { bug: false, failure: ofDevgen(error as KnownError) };
  }
  if (error instanceof Error && 'syscall' in error && 'code' in error) {
    return { bug: false, failure: ofSystem(error as NodeJS.ErrnoException) };
  }
  const summary = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const next = [{ label: 'Run it again with --verbose for the stack, and report it' }];
  return { bug: true, failure: failure('BUG', summary, 'This is a fault of devgen itself.', next) };
}

/** Builds a failure; the first line of the text is the summary, the rest says more. */
export function failure(
  code: string,
  text: string,
  why: string,
  next: readonly NextStep[],
  where?: FailurePlace,
): Failure {
  const [summary = '', ...rest] = text.split('\n');
  const reason = [...rest, why].filter((line) => line.trim() !== '').join('\n');
  return { ok: false, code, summary, why: reason, next, ...(where && { where }), docs: docsOf(code) };
}

/** Of the many names that systems have for a refusal, those that the page of the family explains one by one. */
const EXPLAINED = new Set(['FILE.EACCES', 'FILE.ENOENT', 'FILE.ENOSPC']);

/** Where the reference explains a code: in the page of its family, which is what stands before the dot. */
export function docsOf(code: string): string {
  if (code.startsWith('FILE.') && !EXPLAINED.has(code)) return 'docs/reference/errors/file.md';
  const family = code.includes('.') ? code.split('.', 1)[0] : 'general';
  return `docs/reference/errors/${family}.md#${code.replace('.', '')}`.toLowerCase();
}

function ofDevgen(error: KnownError): Failure {
  const why = error.reason ?? causesOf(error).join('\n');
  return failure(error.code, error.message, why, error.hint ? [nextStep(error.hint)] : [], error.where);
}

function ofSystem(error: NodeJS.ErrnoException): Failure {
  const file = error.path ?? 'a file';
  const next = [{ label: 'Check the path, its permissions and the space left, then run the command again' }];
  return failure(`FILE.${error.code ?? 'FAILED'}`, `Cannot ${error.syscall ?? 'use'} ${file}`, error.message, next);
}

/** The messages below an error, each once, without those that its own message already holds. */
function causesOf(error: Error): readonly string[] {
  const messages: string[] = [];
  for (let cause = error.cause; cause instanceof Error && messages.length < 5; cause = cause.cause) {
    const known = [error.message, ...messages].some((text) => text.includes((cause as Error).message));
    if (!known && cause.message) messages.push(cause.message);
  }
  return messages;
}

/** A hint is a command, or a sentence that may hold one in backticks. */
function nextStep(hint: string): NextStep {
  if (/^devgen [a-z]/.test(hint)) return { label: 'Run', command: hint };
  const command = /`(devgen [^`]+)`/.exec(hint)?.[1];
  return command ? { label: hint.replaceAll('`', ''), command } : { label: hint };
}
