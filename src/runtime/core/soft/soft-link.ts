import { DevgenError } from '../contract/errors.ts';
import { LinkStates } from '../support/link-states.ts';
import { badReading, type Reading } from '../contract/reading.ts';
import type { Backend, Io, Link, LinkState } from '../contract/seam.ts';
import { SoftBackend } from './soft-backend.ts';
import type { SoftDevice } from './soft-device.ts';
import type { CommandSpec, SignalSpec } from '../contract/spec.ts';

/** One opening of a soft device. */
export class SoftLink implements Link {
  readonly device: SoftDevice;
  readonly #states: LinkStates;
  readonly #onClose: () => void;
  /** Ends of the running subscriptions of this link. */
  readonly subscriptions: Set<() => void> = new Set();

  constructor(device: SoftDevice, onClose: () => void) {
    this.device = device;
    this.#onClose = onClose;
    this.#states = new LinkStates({ state: 'connected', since: Date.now(), live: device.live });
  }

  get state(): LinkState {
    return this.#states.state;
  }

  onState(on: (state: LinkState) => void): () => void {
    return this.#states.onState(on);
  }

  backend(path: readonly (string | number)[], member: SignalSpec | CommandSpec): SoftBackend {
    return new SoftBackend(this, path, member);
  }

  getMany(of: readonly Backend[], io: Io): Promise<readonly Reading[]> {
    return Promise.all(of.map((backend) => backend.get(io).catch(badReading)));
  }

  /** Throws LINK.LOST or LINK.CLOSED. */
  assertOpen(): void {
    const { source } = this.device;
    if (this.state.state === 'closed') {
      throw new DevgenError('was closed', { code: 'LINK.CLOSED', about: source, source, hint: 'connect it again' });
    }
    if (this.device.lost !== undefined) throw this.device.lost;
  }

  lose(why: DevgenError): void {
    this.#states.set({ state: 'lost', since: Date.now(), why });
  }

  restore(): void {
    this.#states.set({ state: 'connected', since: Date.now(), live: this.device.live });
  }

  async close(): Promise<void> {
    if (this.state.state === 'closed') return;
    for (const stop of this.subscriptions) stop();
    this.#onClose();
    this.#states.set({ state: 'closed', since: Date.now() });
  }
}
