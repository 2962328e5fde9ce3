import { Listeners } from './listeners.ts';
import type { LinkState } from '../contract/seam.ts';

/** The state of a link and those who are told of its changes. */
export class LinkStates {
  #state: LinkState;
  readonly #listeners = new Listeners<LinkState>();

  constructor(state: LinkState) {
    this.#state = state;
  }

  get state(): LinkState {
    return this.#state;
  }

  onState(on: (state: LinkState) => void): () => void {
    return this.#listeners.add(on);
  }

  set(state: LinkState): void {
    this.#state = state;
    this.#listeners.tell(state);
  }
}
