import { exitCodes, type ExitReason } from '../../report/exit-code.ts';

type StopSignal = 'SIGINT' | 'SIGTERM';

/**
 * Ctrl-C and SIGTERM as an AbortSignal, so that a command ends in order: a pull leaves the old tree, a publication
 * that has begun is finished. A second signal ends the process at once; the journal covers even that.
 */
export class Interruption {
  readonly #controller = new AbortController();
  #caught: StopSignal | undefined;

  readonly #stop = (signal: StopSignal): void => {
    if (this.reason) process.exit(exitCodes[this.reason]);
    this.#caught = signal;
    this.#controller.abort(new Error(`Stopped by ${signal}`));
  };

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  get caught(): StopSignal | undefined {
    return this.#caught;
  }

  /** `undefined` without a signal. */
  get reason(): ExitReason | undefined {
    return this.#caught && (this.#caught === 'SIGINT' ? 'interrupted' : 'terminated');
  }

  listen(): void {
    process.on('SIGINT', this.#stop).on('SIGTERM', this.#stop);
  }

  dispose(): void {
    process.off('SIGINT', this.#stop).off('SIGTERM', this.#stop);
  }
}

/** The one of this process. */
export const interruption = new Interruption();
