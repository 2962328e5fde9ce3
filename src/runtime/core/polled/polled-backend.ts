import { DevgenError } from '../contract/errors.ts';
import type { Meta } from '../contract/meta.ts';
import type { PolledLink } from './polled-link.ts';
import type { Target } from './polled-session.ts';
import { badReading, type Reading } from '../contract/reading.ts';
import type { Backend, Io, ObserveOptions, PutOptions } from '../contract/seam.ts';

/** One member of a {@link PolledLink}. */
export class PolledBackend implements Backend {
  readonly target: Target;
  readonly #link: PolledLink;
  /** Writes that have ended. */
  writes = 0;
  /** A write ended while the last poll was on its way. */
  overtaken = false;

  constructor(link: PolledLink, path: Target['path'], member: Target['member']) {
    this.#link = link;
    this.target = {
      path,
      member,
      get live() {
        return link.liveOf(path, member);
      },
    };
  }

  get source(): string {
    const { options } = this.#link;
    return options.address?.(this.target) ?? [options.source, ...this.target.path, this.target.member.source].join('/');
  }

  get meta(): Meta {
    return this.#link.metaOf(this.target);
  }

  async get(io: Io): Promise<Reading> {
    const [reading] = await this.#link.getMany([this], io);
    return reading ?? badReading(this.#error('the answer is empty', 'CALL.FAILED', 'the connector left a reading out'));
  }

  async put(value: unknown, io: Io, how?: PutOptions): Promise<void> {
    const { session } = this.#link;
    if (session.write === undefined) throw this.#cannot('be set');
    try {
      await session.write(this.target, value, io, how);
    } finally {
      this.writes++;
      this.#link.pokeAll(this);
    }
  }

  /**
   * Whether observers are shown what a poll brought, which a write of ours may have overtaken. The first such reading is
   * withheld, since the poll that follows every write shows what came of it. When that one is overtaken too, writes
   * follow each other more quickly than polls: then each is shown, in the order of its request, and the last poll begins
   * after the last write ended.
   */
  judge(overtaken: boolean): boolean {
    const isWanted = !overtaken || this.overtaken;
    this.overtaken = overtaken;
    return isWanted;
  }

  async setpoint(io: Io): Promise<unknown> {
    const { session } = this.#link;
    if (session.setpoint === undefined) throw this.#cannot('tell a setpoint');
    return session.setpoint(this.target, io);
  }

  async execute(argument: unknown, io: Io): Promise<unknown> {
    const { session } = this.#link;
    if (session.execute === undefined) throw this.#cannot('be executed');
    try {
      return await session.execute(this.target, argument, io);
    } finally {
      this.#link.pokeAll();
    }
  }

  subscribe(on: (reading: Reading, overtaken?: boolean) => void, how: ObserveOptions): () => void {
    return this.#link.subscribe(this, on, how);
  }

  #cannot(what: string): DevgenError {
    return this.#error(`cannot ${what}`, 'MEMBER.KIND', 'what a member can do is in its class: devgen show');
  }

  #error(why: string, code: string, hint: string): DevgenError {
    return new DevgenError(why, { code, about: this.source, source: this.source, hint });
  }
}
