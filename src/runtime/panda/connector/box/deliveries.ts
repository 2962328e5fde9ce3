import type { Io } from '../../../core/contract/seam.ts';
import { badReading, goodReading, type Reading } from '../../../core/contract/reading.ts';
import type { WireMember } from '../normalise.ts';
import type { BoxObserver } from './box-observer.ts';
import { missing } from './box-error.ts';
import type { BoxSession } from './box-session.ts';
import { partsOfScaled, scaledValue } from './member-read.ts';
import type { News } from './told-values.ts';

/** The value that the identity has for as long as a connection lasts. */
const CONSTANT = '*IDN';

/** Brings what a poll told to those who observe it, and asks for what polls do not tell. */
export class Deliveries {
  #session: BoxSession | undefined;

  /** A new connection: everybody is told anew. */
  begin(session: BoxSession): void {
    this.#session = session;
  }

  /** One question for all that changed, and one packet of questions for the contents of tables and the like. */
  async poll(session: BoxSession, observers: () => Iterable<BoxObserver>, io: Io): Promise<void> {
    const writes = new Map(Array.from(observers(), (observer) => [observer, observer.backend.writes]));
    const news = session.told.take(await session.client.changes(undefined, io));
    const asked: BoxObserver[] = [];
    for (const observer of observers()) {
      const readings = this.#told(session, observer, news);
      if (readings === 'ask') asked.push(observer);
      else for (const reading of readings) this.#tell(observer, reading, writes);
    }
    if (asked.length === 0) return;
    const values = await session.read(
      asked.map(({ backend }) => backend.target),
      io,
    );
    if (this.#session !== session) return;
    const running = new Set(observers());
    for (const [index, observer] of asked.entries())
      if (running.has(observer)) this.#tell(observer, values[index]!, writes);
  }

  #tell(observer: BoxObserver, reading: Reading, writes: ReadonlyMap<BoxObserver, number>): void {
    const before = writes.get(observer);
    observer.session = this.#session;
    // One that came after the question went out has had no write of its own overtake it.
    observer.offer(reading, before !== undefined && before !== observer.backend.writes);
  }

  /** What is to be told to an observer now, without asking; nothing where nothing changed. */
  #told(session: BoxSession, observer: BoxObserver, news: ReadonlyMap<string, News>): readonly Reading[] | 'ask' {
    const { backend } = observer;
    const member = session.find(backend.target);
    const isNew = observer.session !== session;
    if (member === undefined) return isNew ? [badReading(missing(backend.source))] : [];
    const { wire, form } = member;
    if (form.kind === 'scaled') return this.#scaled(session, member, isNew, news);
    if (!session.told.has(wire)) return isNew || wire !== CONSTANT ? 'ask' : [];
    const told = isNew ? session.told.news(wire) : news.get(wire);
    if (told !== undefined) return session.readingsOf(member, told, backend.source) ?? 'ask';
    // A unit rescales the value, of which the box need not tell.
    return form.kind === 'time' && news.has(`${wire}.UNITS`) ? 'ask' : [];
  }

  /** Made of what was told of its parts, scale and offset first. */
  #scaled(
    session: BoxSession,
    { wire }: WireMember,
    isNew: boolean,
    news: ReadonlyMap<string, News>,
  ): readonly Reading[] | 'ask' {
    const parts = partsOfScaled(wire);
    if (!isNew && !parts.some((part) => news.has(part))) return [];
    const texts = parts.map((part) => session.told.text(part)).filter((text) => text !== undefined);
    return texts.length === parts.length ? [goodReading(scaledValue(texts))] : 'ask';
  }
}
