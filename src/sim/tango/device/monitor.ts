import { DevFailed } from './dev-failed.ts';

/** Milliseconds that a call waits for those before it. */
const PATIENCE = 3_200;

/** Lets one call at a time at a device, in their order, as Tango's servers do. */
export class Monitor {
  readonly #device: string;
  readonly #waiting: (() => void)[] = [];
  #busy = false;

  constructor(device: string) {
    this.#device = device;
  }

  /** Rejects with `API_CommandTimedOut` when the device does not become free; then nothing was done. */
  async run<T>(work: () => T | Promise<T>): Promise<T> {
    if (this.#busy) await this.#turn();
    this.#busy = true;
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#busy = false;
      else next();
    }
  }

  #turn(): Promise<void> {
    return new Promise((resolve, reject) => {
      const enter = (): void => {
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(() => {
        this.#waiting.splice(this.#waiting.indexOf(enter), 1);
        reject(new DevFailed('API_CommandTimedOut', 'The device is busy with another call', this.#device));
      }, PATIENCE);
      // Nobody is left to be told when the facility ends.
      timer.unref();
      this.#waiting.push(enter);
    });
  }
}
