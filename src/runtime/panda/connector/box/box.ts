import { asDevgenError, DevgenError } from '../../../core/contract/errors.ts';
import { badReading, lostReading } from '../../../core/contract/reading.ts';
import type { Io, LinkState } from '../../../core/contract/seam.ts';
import { Poller } from '../../../core/polled/poller.ts';
import { type Deadline, deadline, within } from '../../../core/support/deadline.ts';
import { CallError } from '../../client/call-error.ts';
import type { PandaClientOptions } from '../../client/panda-client.ts';
import { closed, lost } from './box-error.ts';
import { BoxSession } from './box-session.ts';
import type { BoxObserver } from './box-observer.ts';
import { Deliveries } from './deliveries.ts';
import { PandaLink } from './panda-link.ts';

/** Milliseconds that opening a lost connection again may take. */
const REOPEN = 10_000;

/** A box that says nothing any more is the connection's matter. */
const ENDLESS: Io = { signal: new AbortController().signal, remaining: () => Infinity };

export interface BoxOptions extends PandaClientOptions {
  /** Milliseconds between polls, for those who name no period. */
  readonly period: number;
}

/**
 * One box, over one connection and with one poll, whatever number of devices stand for it. It is polled while a link is
 * open, also when nobody observes: units and limits follow it, and a loss is noticed.
 */
export class Box {
  readonly source: string;
  readonly period: number;
  readonly #address: string;
  readonly #options: BoxOptions;
  readonly #links = new Set<PandaLink>();
  readonly #observers = new Set<BoxObserver>();
  readonly #heartbeat: { readonly period: number };
  readonly #poller: Poller<{ readonly period: number }>;
  readonly #deliveries = new Deliveries();
  #session: BoxSession | DevgenError;
  #opening: Promise<BoxSession> | undefined;
  #rest: Deadline | undefined;
  /** A question for the changes leaves in this tick. */
  #isLooking = false;

  /** `address` is `host:port`. */
  constructor(address: string, options: BoxOptions) {
    this.source = `panda://${address}`;
    this.period = options.period;
    this.#address = address;
    this.#options = options;
    this.#heartbeat = { period: options.period };
    this.#poller = new Poller(() => this.#poll());
    this.#session = closed(this.source);
  }

  /** The running connection; throws LINK.LOST or LINK.CLOSED. */
  get session(): BoxSession {
    if (this.#session instanceof DevgenError) throw this.#session;
    return this.#session;
  }

  /** Another link; the first one connects. Rejects when the box does not answer. */
  async open(io: Io): Promise<PandaLink> {
    const session = this.#session instanceof DevgenError ? await within(io, () => this.#connect()) : this.#session;
    const link = new PandaLink(this, { state: 'connected', since: Date.now(), live: session.live });
    // Connecting told everything: the first look is a period later.
    if (this.#links.size === 0) this.#poller.add(this.#heartbeat, this.period);
    this.#links.add(link);
    return link;
  }

  /**
   * The first look leaves before whatever is written next: a pulse that a write makes comes after it, however short the
   * pulse and late the next poll.
   */
  observe(observer: BoxObserver): () => void {
    this.#observers.add(observer);
    if (this.#session instanceof DevgenError) observer.force(lostReading(undefined, this.#session));
    else this.#look();
    this.#poller.add(observer, observer.period);
    return () => this.#leave(observer);
  }

  /** Now, and once a tick. */
  #look(): void {
    if (this.#isLooking) return;
    this.#isLooking = true;
    process.nextTick(() => (this.#isLooking = false));
    void this.#poll();
  }

  /** Shows the result of a write or command without waiting for the period to pass. */
  poke(concerns: (observer: BoxObserver) => boolean = () => true): void {
    for (const observer of this.#observers) if (concerns(observer)) this.#poller.poke(observer);
  }

  /** Ends what the link observes; the last link takes the connection with it. */
  async release(link: PandaLink): Promise<void> {
    if (!this.#links.delete(link)) return;
    for (const observer of this.#observers) if (observer.backend.link === link) this.#leave(observer);
    if (this.#links.size > 0) return;
    const session = this.#session;
    this.#session = closed(this.source);
    this.#poller.remove(this.#heartbeat);
    this.#poller.resume();
    this.#rest?.abort(this.#session);
    if (!(session instanceof DevgenError)) await session.close();
  }

  async close(): Promise<void> {
    await Promise.all(Array.from(this.#links, (link) => link.close()));
  }

  #leave(observer: BoxObserver): void {
    this.#observers.delete(observer);
    this.#poller.remove(observer);
  }

  /** One attempt at a time, which outlives the patience of whoever asked first. */
  #connect(): Promise<BoxSession> {
    this.#opening ??= this.#openSession().finally(() => (this.#opening = undefined));
    return this.#opening;
  }

  async #openSession(): Promise<BoxSession> {
    const io = deadline(REOPEN);
    try {
      const session = await BoxSession.open(this.#address, this.#options, io);
      this.#session = session;
      this.#deliveries.begin(session);
      void session.gone.then((why) => this.#lose(session, why));
      const state: LinkState = { state: 'connected', since: Date.now(), live: session.live };
      for (const link of this.#links) link.enter(state);
      return session;
    } finally {
      io.done();
    }
  }

  #lose(session: BoxSession, cause: Error): void {
    if (this.#session !== session) return;
    const why = lost(this.source, cause);
    this.#session = why;
    this.#poller.pause();
    void session.close();
    for (const link of this.#links) link.enter({ state: 'lost', since: Date.now(), why });
    for (const observer of this.#observers) observer.force(lostReading(observer.last, why));
    void this.#reopen();
  }

  /** Tries again ever more slowly, up to every five seconds, as long as somebody has a link. */
  async #reopen(): Promise<void> {
    for (let wait = 50; this.#links.size > 0; wait = Math.min(wait * 2, 5_000)) {
      try {
        await this.#connect();
        this.#poller.resume();
        return;
      } catch {
        const rest = deadline(wait);
        this.#rest = rest;
        await new Promise((resolve) => rest.signal.addEventListener('abort', resolve));
      }
    }
  }

  async #poll(): Promise<void> {
    const session = this.#session;
    if (session instanceof DevgenError) return;
    try {
      await this.#deliveries.poll(session, () => this.#observers, ENDLESS);
    } catch (error) {
      // A lost connection is told by itself; what cannot be read is told to those who look.
      if (this.#session !== session || error instanceof CallError) return;
      const known = asDevgenError(error, { code: 'PANDA.PROTOCOL', source: this.source });
      for (const observer of this.#observers) observer.offer(badReading(known));
    }
  }
}
