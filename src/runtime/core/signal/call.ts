import { type Deadline, deadline, within } from '../support/deadline.ts';
import { DevgenError, whyOf } from '../contract/errors.ts';
import type { CallOptions } from '../contract/members.ts';
import type { Io } from '../contract/seam.ts';
import { enterWait, type PendingWait } from './waits.ts';

/** Whom a call asks, and where its running calls are kept so that a dispose can end them. */
export interface Callee {
  readonly name: string;
  readonly source: string;
  readonly calls: Set<Deadline>;
}

/** What a get, set or command may take, in milliseconds, unless told otherwise. */
const callDeadline = 3_000;

/**
 * One call under one deadline: listed while it runs, ended on time even when the backend ignores its signal, and
 * rejected with an error that names the member.
 */
export function call<R>(
  callee: Callee,
  what: PendingWait['what'],
  options: CallOptions | undefined,
  run: (io: Io) => Promise<R>,
): Promise<R> {
  return listed(callee, what, options, (io) => within(io, run));
}

/** As {@link call}, for what ends on time by itself. */
export async function listed<R>(
  callee: Callee,
  what: PendingWait['what'],
  options: CallOptions | undefined,
  run: (io: Io) => Promise<R>,
): Promise<R> {
  const milliseconds = options?.deadline ?? callDeadline;
  const io = deadline(milliseconds, options?.signal);
  const leave = enterWait({ name: callee.name, source: callee.source, what }, milliseconds);
  callee.calls.add(io);
  try {
    return await run(io);
  } catch (error) {
    throw named(error, callee, what);
  } finally {
    callee.calls.delete(io);
    leave();
    io.done();
  }
}

/** `stage.x (tango://…)`, or the source alone for a member that is in no tree. */
export function whereIs(of: Pick<Callee, 'name' | 'source'>): string {
  return of.name === '' ? of.source : `${of.name} (${of.source})`;
}

/**
 * The error under the member's name: `stage.x (tango://…): set: why`, in place of the name that the layer below gave it.
 * An error may be shared by many calls (a lost link), so it is copied, never changed.
 */
export function named(error: unknown, of: Pick<Callee, 'name' | 'source'>, what?: string): DevgenError {
  const known = error instanceof DevgenError;
  if (known && error.member !== undefined) return error;
  const where = whereIs(of);
  const facts = {
    ...(known ? factsOf(error) : { code: 'CALL.FAILED', hint: 'the cause has the details' }),
    about: what === undefined ? where : `${where}: ${what}`,
    member: of.name || undefined,
    source: of.source,
    cause: error,
  };
  if (!known || Object.getPrototypeOf(error) === DevgenError.prototype) return new DevgenError(whyOf(error), facts);
  // A subclass that cannot be told anew keeps its detail.
  return error.retold?.(facts) ?? error;
}

function factsOf(error: DevgenError): Pick<DevgenError, 'code' | 'device' | 'expected' | 'actual' | 'hint'> {
  const { code, device, expected, actual, hint } = error;
  return { code, device, expected, actual, hint };
}
