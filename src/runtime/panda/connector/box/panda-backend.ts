import { metaOf } from '../../../core/signal/data-key.ts';
import type { Meta } from '../../../core/contract/meta.ts';
import { badReading, type Reading } from '../../../core/contract/reading.ts';
import type { Backend, Io, ObserveOptions, PutOptions } from '../../../core/contract/seam.ts';
import { missing } from './box-error.ts';
import { BoxObserver } from './box-observer.ts';
import type { PandaLink } from './panda-link.ts';
import type { Target } from './target.ts';

/** One member of a box. */
export class PandaBackend implements Backend {
  readonly link: PandaLink;
  readonly target: Target;
  /** Writes that have ended. */
  writes = 0;
  #meta: Meta | undefined;

  constructor(link: PandaLink, target: Target) {
    this.link = link;
    this.target = target;
  }

  get source(): string {
    return [this.link.box.source, ...this.target.path, this.target.member.source].join('/');
  }

  /** That of the last connection, while there is none. */
  get meta(): Meta {
    const { member } = this.target;
    if (this.link.state.state === 'connected') this.#meta = this.link.session.meta(this.target);
    return this.#meta ?? (member.kind === 'command' ? {} : metaOf(member));
  }

  async get(io: Io): Promise<Reading> {
    const [reading] = await this.link.session.read([this.target], io);
    return reading ?? badReading(missing(this.source));
  }

  async put(value: unknown, io: Io, how?: PutOptions): Promise<void> {
    try {
      await this.link.session.write(this.target, value, io, how);
    } finally {
      this.writes++;
      this.link.box.poke(({ backend }) => concerns(this.target, backend.target));
    }
  }

  async setpoint(io: Io): Promise<unknown> {
    const reading = await this.get(io);
    if (!reading.ok) throw reading.error;
    return reading.value;
  }

  async execute(_argument: unknown, io: Io): Promise<void> {
    try {
      await this.link.session.execute(this.target, io);
    } finally {
      this.link.box.poke();
    }
  }

  subscribe(on: (reading: Reading, overtaken?: boolean) => void, how: ObserveOptions): () => void {
    const { box } = this.link;
    return box.observe(new BoxObserver(this, on, how, box.period));
  }
}

/** Whether what is written shows in what is observed: the same field, or an attribute of it. */
function concerns(written: Target, observed: Target): boolean {
  const [field] = written.member.source.split('.', 1);
  const [other] = observed.member.source.split('.', 1);
  return field === other && written.path.join('/') === observed.path.join('/');
}
