import { LinkStates } from '../../../core/support/link-states.ts';
import type { Reading } from '../../../core/contract/reading.ts';
import type { Backend, Io, Link, LinkState } from '../../../core/contract/seam.ts';
import { putUnitsFirst } from '../put-units-first.ts';
import type { Box } from './box.ts';
import { closed } from './box-error.ts';
import type { BoxSession } from './box-session.ts';
import { PandaBackend } from './panda-backend.ts';
import type { Target } from './target.ts';

/** One device's view of a box; several share its connection and its poll. */
export class PandaLink implements Link {
  readonly box: Box;
  readonly #states: LinkStates;

  constructor(box: Box, state: LinkState) {
    this.box = box;
    this.#states = new LinkStates(state);
  }

  get state(): LinkState {
    return this.#states.state;
  }

  /** The running connection; throws LINK.LOST or LINK.CLOSED. */
  get session(): BoxSession {
    if (this.state.state === 'closed') throw closed(this.box.source);
    return this.box.session;
  }

  onState(on: (state: LinkState) => void): () => void {
    return this.#states.onState(on);
  }

  backend(path: Target['path'], member: Target['member']): Backend {
    return new PandaBackend(this, { path, member });
  }

  async getMany(of: readonly Backend[], io: Io): Promise<readonly Reading[]> {
    return this.session.read(
      of.map((backend) => (backend as PandaBackend).target),
      io,
    );
  }

  /** In the order given, but for units, which go before the values that they scale. */
  putMany(of: readonly (readonly [Backend, unknown])[], io: Io): Promise<readonly (Error | undefined)[]> {
    return putUnitsFirst(of, (backend) => (backend as PandaBackend).target.member.source, io);
  }

  enter(state: LinkState): void {
    if (this.state.state !== 'closed') this.#states.set(state);
  }

  async close(): Promise<void> {
    if (this.state.state === 'closed') return;
    this.#states.set({ state: 'closed', since: Date.now() });
    await this.box.release(this);
  }
}
