import { asDevgenError, DevgenError, type ErrorFacts, whyOf } from '../contract/errors.ts';
import { named } from '../signal/call.ts';
import { metaOf } from '../signal/data-key.ts';
import { type Deadline, deadline, timeoutError, within } from '../support/deadline.ts';
import { flatKey, flatten } from '../support/flatten.ts';
import { LinkStates } from '../support/link-states.ts';
import type { Meta } from '../contract/meta.ts';
import { jointLimit, JointReads, type Outcome } from './joint-reads.ts';
import { Observer } from './observer.ts';
import { Poller } from './poller.ts';
import { badReading, lostReading, type Reading } from '../contract/reading.ts';
import { memberKey } from '../support/member-key.ts';
import type { Backend, Connector, Io, Link, LinkState, Live, ObserveOptions } from '../contract/seam.ts';
import { PolledBackend } from './polled-backend.ts';
import type { PolledLinkOptions, Session, Target } from './polled-session.ts';
import { timerPeriod } from '../support/timer.ts';

interface PolledObserver {
  readonly period: number;
  readonly backend: PolledBackend;
  readonly observer: Observer;
}

/**
 * Opens a link for a protocol without events: it polls what is observed, tells of changes, and when the connection is
 * gone opens it again until it is closed. The first opening rejects as `open` does, or with VALUE.TYPE for a period that
 * is none.
 */
export async function openPolled(
  open: (io: Io) => Promise<Session>,
  io: Io,
  options: PolledLinkOptions,
): Promise<Link> {
  if (options.period !== undefined) timerPeriod(options.period);
  return new PolledLink(await open(io), open, options);
}

/** Polls what is observed, all that is quick in one read, and opens a lost connection again until it is closed. */
export class PolledLink implements Link {
  readonly options: PolledLinkOptions;
  readonly #open: (io: Io) => Promise<Session>;
  #live: ReadonlyMap<string, Target['live']> = new Map();
  #meta: Live['meta'] = new Map();
  readonly #states: LinkStates;
  readonly #observers = new Set<PolledObserver>();
  readonly #poller: Poller<PolledObserver> = new Poller<PolledObserver>((due) => this.#poll(due));
  readonly #reads = new JointReads<PolledBackend>();
  readonly #closing = new AbortController();
  /** The poll under way. */
  #asking: Deadline | undefined;
  /** The running one, or why there is none. */
  #session: Session | DevgenError;

  constructor(session: Session, open: (io: Io) => Promise<Session>, options: PolledLinkOptions) {
    this.options = options;
    this.#open = open;
    this.#states = new LinkStates({ state: 'connected', since: Date.now(), live: session.live });
    this.#session = session;
    this.#use(session);
  }

  get state(): LinkState {
    return this.#states.state;
  }

  /** The running connection; throws LINK.LOST or LINK.CLOSED. */
  get session(): Session {
    if (this.#session instanceof DevgenError) throw this.#session;
    return this.#session;
  }

  onState(on: (state: LinkState) => void): () => void {
    return this.#states.onState(on);
  }

  backend(path: Target['path'], member: Target['member']): Backend {
    return new PolledBackend(this, path, member);
  }

  async getMany(of: readonly Backend[], io: Io): Promise<readonly Reading[]> {
    return this.session.read(
      of.map((backend) => (backend as PolledBackend).target),
      io,
    );
  }

  subscribe(
    backend: PolledBackend,
    on: (reading: Reading, overtaken?: boolean) => void,
    how: ObserveOptions,
  ): () => void {
    const observer = new Observer(on, how, this.options.period);
    const polled: PolledObserver = { backend, observer, period: observer.period };
    this.#observers.add(polled);
    if (this.#session instanceof DevgenError) observer.force(lostReading(undefined, this.#session));
    this.#poller.add(polled);
    return () => {
      this.#observers.delete(polled);
      this.#poller.remove(polled);
    };
  }

  /** Shows the result of a write or command without waiting for the period to pass. */
  pokeAll(backend?: PolledBackend): void {
    for (const polled of this.#observers) {
      if (backend === undefined || polled.backend === backend) this.#poller.poke(polled);
    }
  }

  async close(): Promise<void> {
    if (this.state.state === 'closed') return;
    const session = this.#session;
    this.#session = this.#error('was closed by this program', { code: 'LINK.CLOSED', hint: 'connect it again' });
    this.#closing.abort(this.#session);
    this.#asking?.abort(this.#session);
    this.#poller.close();
    this.#observers.clear();
    this.#states.set({ state: 'closed', since: Date.now() });
    if (!(session instanceof DevgenError)) await session.close();
  }

  /** The member as the device shows it now; as it is declared, where the device shows none. */
  liveOf(path: Target['path'], member: Target['member']): Target['live'] {
    return this.#live.get(flatKey(path, member, this.#key)) ?? member;
  }

  /** The metadata of connect; that of the spec, where the session told none. */
  metaOf({ path, member, live }: Target): Meta {
    return this.#meta.get(flatKey(path, member, this.#key)) ?? (live.kind === 'command' ? {} : metaOf(live));
  }

  readonly #key: Connector['key'] = (source, kind) => (this.options.key ?? memberKey)(source, kind);

  #use(session: Session): void {
    this.#live = flatten(session.live.spec, this.#key);
    this.#meta = session.live.meta;
    this.#session = session;
    this.#reads.reset();
    void session.gone.then((why) => this.#lose(session, why));
  }

  #lose(session: Session, cause: Error): void {
    if (this.#session !== session) return;
    this.#poller.pause();
    const hint = 'it connects again by itself as soon as the device answers; nothing is sent again';
    const why = this.#error(`the link is lost: ${whyOf(cause)}`, { code: 'LINK.LOST', hint, cause });
    this.#session = why;
    this.#asking?.abort(why);
    this.#states.set({ state: 'lost', since: Date.now(), why });
    for (const { observer } of this.#observers) observer.force(lostReading(observer.last, why));
    void this.#reopen();
  }

  /** Tries again ever more slowly, up to every five seconds. */
  async #reopen(): Promise<void> {
    for (let wait = 50; !this.#closing.signal.aborted; wait = Math.min(wait * 2, 5_000)) {
      const io = deadline(this.options.reopen ?? 10_000, this.#closing.signal);
      const opening = Promise.resolve(io).then(this.#open);
      try {
        const session = await within(io, () => opening);
        this.#use(session);
        this.#states.set({ state: 'connected', since: Date.now(), live: session.live });
        this.#poller.resume();
        return;
      } catch {
        void opening.then((late) => late.close()).catch(() => {});
        const rest = deadline(wait, this.#closing.signal);
        if (!rest.signal.aborted) await new Promise((resolve) => rest.signal.addEventListener('abort', resolve));
      } finally {
        io.done();
      }
    }
  }

  async #poll(due: readonly PolledObserver[]): Promise<void> {
    const session = this.#session;
    const observed = new Set(Array.from(this.#observers, ({ backend }) => backend)).size;
    const backends = [...new Set(due.map(({ backend }) => backend))];
    await this.#reads.read(backends, observed, (some, milliseconds) => this.#ask(session, some, due, milliseconds));
  }

  async #ask(
    session: Session | DevgenError,
    backends: readonly PolledBackend[],
    due: readonly PolledObserver[],
    milliseconds: number,
  ): Promise<Outcome> {
    if (this.#session !== session || session instanceof DevgenError) return 'refused';
    const marks = backends.map(({ writes }) => writes);
    const tell = (backend: PolledBackend, reading: Reading, overtaken: boolean): void => {
      for (const polled of due) {
        if (polled.backend === backend && this.#observers.has(polled)) polled.observer.offer(reading, overtaken);
      }
    };
    const fail = (error: unknown): readonly Reading[] =>
      backends.map(({ source }) => badReading(named(error, { name: '', source })));
    const io = deadline(milliseconds);
    this.#asking = io;
    // Who waits longer than others is not kept in the dark.
    const late = setTimeout(() => {
      const error = timeoutError(jointLimit);
      for (const [index, bad] of fail(error).entries()) tell(backends[index]!, bad, true);
    }, jointLimit);
    let outcome: Outcome = 'answered';
    const answer = await within(io, () => this.getMany(backends, io)).catch((error: unknown) => {
      outcome = asDevgenError(error, { code: 'CALL.FAILED' }).code === 'CALL.TIMEOUT' ? 'silent' : 'refused';
      return fail(error);
    });
    clearTimeout(late);
    io.done();
    if (this.#session !== session) return 'refused';
    for (const [index, backend] of backends.entries()) {
      const reading = answer[index];
      const isWanted = backend.judge(marks[index] !== backend.writes);
      if (reading !== undefined && isWanted) tell(backend, reading, backend.overtaken);
    }
    return outcome;
  }

  #error(why: string, facts: Pick<ErrorFacts, 'code' | 'hint' | 'cause'>): DevgenError {
    const { source } = this.options;
    return new DevgenError(why, { ...facts, about: source, source });
  }
}
