import { DevgenError } from '../../../core/contract/errors.ts';
import type { Io } from '../../../core/contract/seam.ts';
import { type Call, failureOf, isLost, isStale } from './call-failure.ts';
import type { Location } from '../address/location.ts';
import type { CircuitState, Orb } from '../transport/orb.ts';
import type { Request } from './request.ts';
import { SharedCall } from './shared-call.ts';

/** Made anew for each place that the device turns out to be at; what it awaits comes before anything is sent. */
export type Prepare<R> = (location: Location, io: Io) => Request<R> | Promise<Request<R>>;

/**
 * Calls to one device, wherever it is: it is located at the first call, and once more when the reference proves stale
 * or nobody listens there. A request that the server may have carried out is never sent again.
 */
export class DeviceCaller {
  /** Full address, for messages. */
  readonly source: string;
  readonly #orb: Orb;
  readonly #name: string;
  readonly #location: SharedCall<Location>;
  readonly #listeners = new Set<(why: Error) => void>();
  #unwatch: (() => void) | undefined;

  constructor(
    orb: Orb,
    device: { readonly name: string; readonly source: string },
    locate: (io: Io) => Promise<Location>,
  ) {
    this.source = device.source;
    this.#orb = orb;
    this.#name = device.name;
    this.#location = new SharedCall(async (io) => {
      const location = await locate(io);
      this.#watch(location);
      return location;
    });
  }

  /** Where the device is, as far as it is known. */
  location(io: Io): Promise<Location> {
    return this.#location.get(io);
  }

  async call<R>(prepare: Prepare<R>, operation: string, io: Io): Promise<R> {
    const location = await this.#location.get(io);
    const request = await prepare(location, io);
    try {
      return await this.#send(location, request, io);
    } catch (error) {
      const failure = failureOf(error, this.#callOf(operation));
      if (!isStale(error) && !(request.repeatable && isLost(error))) throw failure;
      const next = await this.#relocate(location, failure, io);
      const again = await prepare(next, io);
      return await this.#send(next, again, io).catch((cause: unknown) => {
        throw failureOf(cause, this.#callOf(operation));
      });
    }
  }

  /** Ends the connection to the server, unless it is in use. */
  release(): void {
    if (this.#location.known !== undefined) this.#orb.release(this.#location.known.ref);
  }

  /** Told when the connection to the server is lost or the device has another place; the function returned ends it. */
  onLost(on: (why: Error) => void): () => void {
    const listener = (why: Error): void => on(why);
    this.#listeners.add(listener);
    if (this.#location.known !== undefined) this.#watch(this.#location.known);
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) this.#stopWatching();
    };
  }

  #send<R>(location: Location, { operation, encode, decode }: Request<R>, io: Io): Promise<R> {
    return this.#orb.invoke(location.ref, operation, encode, decode, io);
  }

  #callOf(operation: string): Call {
    return { device: this.#name, source: this.source, operation };
  }

  /** Where the device is now; throws the failure again when it is where it was and would fail as it did. */
  async #relocate(old: Location, failure: unknown, io: Io): Promise<Location> {
    if (this.#location.known === old) {
      this.#location.forget();
      this.#lost(failure instanceof Error ? failure : new Error(String(failure)));
    }
    const next = await this.#location.get(io).catch((error: unknown) => {
      // What the database says of this device tells more than the failure, why it could not be asked tells less.
      throw error instanceof DevgenError && error.source === this.source ? error : failure;
    });
    if (samePlace(old, next) && !isLost(failure)) throw failure;
    return next;
  }

  #watch(location: Location): void {
    this.#stopWatching();
    if (this.#listeners.size === 0) return;
    this.#unwatch = this.#orb.onCircuit(location.ref, (circuit: CircuitState) => {
      if (circuit.state === 'lost') this.#lost(circuit.why);
    });
  }

  #stopWatching(): void {
    this.#unwatch?.();
    this.#unwatch = undefined;
  }

  #lost(why: Error): void {
    for (const listener of this.#listeners) listener(why);
  }
}

function samePlace({ ref: a }: Location, { ref: b }: Location): boolean {
  return (
    a.host === b.host &&
    a.port === b.port &&
    a.key.length === b.key.length &&
    a.key.every((byte, i) => byte === b.key[i])
  );
}
