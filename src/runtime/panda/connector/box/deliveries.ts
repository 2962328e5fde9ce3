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

  /**
   * One question for all that changed, and one packet of questions for the contents of tables and the like. It tells
   * who observes when the tick of the question ends; who comes later is told by the next, for this answer may be of
   * before.
   */
  async poll(session: BoxSession, observers: () => ReadonlySet<BoxObserver>, io: Io): Promise<void> {
    const asked = Promise.allSettled([session.client.changes(undefined, io)]);
    await new Promise((resolve) => process.nextTick(resolve));
    const writes = new Map(Array.from(observers(), (observer) => [observer, observer.backend.writes]));
    const [answer] = await asked;
    if (answer.status === 'rejected') throw answer.reason;
    const news = session.told.take(answer.value);
    const untold: BoxObserver[] = [];
    for (const observer of writes.keys()) {
      if (!observers().has(observer)) continue;
      const readings = this.#told(session, observer, news);
      if (readings === 'ask') untold.push(observer);
      else for (const reading of readings) this.#tell(observer, reading, writes);
    }
    if (untold.length === 0) return;
    const values = await session.read(
      untold.map(({ backend }) => backend.target),
      io,
    );
    if (this.#session !== session) return;
    for (const [index, observer] of untold.entries())
      if (observers().has(observer)) this.#tell(observer, values[index]!, writes);
  }

  #tell(observer: BoxObserver, reading: Reading, writes: ReadonlyMap<BoxObserver, number>): void {
    observer.session = this.#session;
    observer.offer(reading, writes.get(observer) !== observer.backend.writes);
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
