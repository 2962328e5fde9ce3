import type { Io } from '../../../core/contract/seam.ts';
import type { CdrReader } from '../../codec/cdr-reader.ts';
import type { CdrWriter } from '../../codec/cdr-writer.ts';
import type { Endpoint, ObjectRef } from '../../codec/ior.ts';
import { Call } from './call.ts';
import type { CallError } from './call-error.ts';
import { Circuit } from './circuit.ts';
import { closedError } from './circuit-error.ts';
import type { CircuitOptions } from './circuit-options.ts';
import type { CircuitOwner } from './circuit-owner.ts';
import type { CircuitState } from './circuit-status.ts';
import { HostGates, type HostLimits } from './host-limits.ts';
import { forwardLoopError, unreachableError } from './route-error.ts';

export interface OrbOptions extends CircuitOptions {
  /** Where to connect instead, for servers that publish an address which cannot be reached from here. */
  readonly connectVia?: (host: string, port: number) => Endpoint;
  /** What a host may be asked at most. Servers are then not asked whether they are there: that is a request too. */
  readonly limits?: HostLimits;
}

export type { CircuitState } from './circuit-status.ts';

/** How an object is reached: by which addresses, and under which key there. */
interface Route {
  readonly key: Uint8Array;
  readonly circuits: Circuit[];
  /** The address that answered last. */
  preferred: number;
}

const MAX_FORWARDS = 4;
/** More circuits than this, and those out of use are forgotten: restarted servers come back on other ports. */
const MANY_CIRCUITS = 256;

/**
 * Calls to objects, over one connection a server process. Calls run side by side and may finish in any order. A server
 * that does not answer is not asked again for a while: calls to all its objects then fail at once, for the same reason.
 */
export class Orb implements CircuitOwner {
  readonly #options: OrbOptions;
  readonly #gates: HostGates | undefined;
  readonly #circuits = new Map<string, Circuit>();
  readonly #routes = new WeakMap<ObjectRef, Route>();
  #closed = false;

  constructor(options: OrbOptions = {}) {
    const { limits } = options;
    this.#options = limits === undefined ? options : { ...options, probeAfter: Infinity };
    this.#gates = limits === undefined ? undefined : new HostGates(limits);
  }

  /**
   * Rejects with `CallError`, whose `completed` tells whether it may be sent again, and its kinds `SystemException` and
   * `UserException`; `TANGO.PROTOCOL` for a reply that cannot be read; or what `encode` throws. `encode` may run after
   * this returns, and again when the server closed an idle connection: what it writes must not change until the promise
   * settles. `decode` must not keep the reader.
   */
  invoke<R>(
    ref: ObjectRef,
    operation: string,
    encode: ((writer: CdrWriter) => void) | undefined,
    decode: (reader: CdrReader) => R,
    io: Io,
  ): Promise<R> {
    const call = (): Promise<R> => this.#call(ref, operation, encode, decode, io);
    return this.#gates === undefined ? call() : this.#gates.pass(ref.host, io, call);
  }

  #call<R>(
    ref: ObjectRef,
    operation: string,
    encode: ((writer: CdrWriter) => void) | undefined,
    decode: (reader: CdrReader) => R,
    io: Io,
  ): Promise<R> {
    return new Promise<R>((resolve, reject) => {
      // The call resolves with what `decode` returned.
      const settle = resolve as (value: unknown) => void;
      this.#submit(new Call(ref, operation, encode, decode, io, settle, reject));
    });
  }

  /** The state of the connection by which the object is reached. */
  circuitState(ref: ObjectRef): CircuitState {
    return this.#circuitOf(this.#routeOf(ref)).state;
  }

  /**
   * Told of every change of the connection by which the object is reached now; the function returned ends it. A watched
   * connection that the server closes for idleness is made again, so that a loss always shows.
   */
  onCircuit(ref: ObjectRef, on: (state: CircuitState) => void): () => void {
    return this.#circuitOf(this.#routeOf(ref)).onState(on);
  }

  /**
   * Ends the connection by which the object is reached, unless a call is under way on it or somebody watches it. The
   * next call makes it again. For who has many servers to ask and is done with this one for now.
   */
  release(ref: ObjectRef): void {
    for (const { where } of this.#routeOf(ref).circuits) this.#circuits.get(where)?.release();
  }

  /** Rejects what is under way with LINK.CLOSED; when it resolves, no socket and no timer is left. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#gates?.close();
    await Promise.all(Array.from(this.#circuits.values(), (circuit) => circuit.close()));
  }

  failed(call: Call, error: CallError): void {
    if (error.code === 'CONNECT.TOO_MANY_FILES') {
      // No other address helps a process that can connect to none.
      call.reject(error);
      return;
    }
    const route = this.#routeOf(call.ref);
    call.attempts += 1;
    if (call.attempts < route.circuits.length) {
      // Of many calls that fail together only the first moves on to the next address.
      const isPreferred = route.circuits[route.preferred] === call.carrier;
      if (isPreferred) route.preferred = (route.preferred + 1) % route.circuits.length;
      this.#submit(call);
      return;
    }
    // A forward holds only as long as it leads somewhere.
    if (route.key !== call.ref.key) this.#routes.delete(call.ref);
    call.reject(route.circuits.length === 1 ? error : unreachableError(route.circuits, error));
  }

  forwarded(call: Call, ref: ObjectRef): void {
    if (++call.forwards > MAX_FORWARDS) {
      call.reject(forwardLoopError(call.operation, ref));
      return;
    }
    this.#routes.set(call.ref, this.#newRoute(ref));
    call.attempts = 0;
    this.#submit(call);
  }

  #submit(call: Call): void {
    const route = this.#routeOf(call.ref);
    if (this.#closed) {
      call.reject(closedError(call, `${call.ref.host}:${call.ref.port}`));
      return;
    }
    call.key = route.key;
    this.#circuitOf(route).submit(call);
  }

  /** The circuit in use, made again when it was forgotten meanwhile. */
  #circuitOf(route: Route): Circuit {
    const known = route.circuits[route.preferred]!;
    const circuit = this.#circuits.get(known.where) ?? this.#circuitAt(known.endpoint);
    route.circuits[route.preferred] = circuit;
    return circuit;
  }

  #routeOf(ref: ObjectRef): Route {
    const known = this.#routes.get(ref);
    if (known !== undefined) return known;
    const route = this.#newRoute(ref);
    this.#routes.set(ref, route);
    return route;
  }

  #newRoute(ref: ObjectRef): Route {
    const { connectVia = here } = this.#options;
    const endpoints = [ref, ...ref.alternates].map(({ host, port }) => connectVia(host, port));
    if (this.#circuits.size >= MANY_CIRCUITS) this.#forgetUnused();
    const circuits = endpoints.map((endpoint) => this.#circuitAt(endpoint));
    return { key: ref.key, circuits: [...new Set(circuits)], preferred: 0 };
  }

  #circuitAt(endpoint: Endpoint): Circuit {
    const name = `${endpoint.host}:${endpoint.port}`;
    const known = this.#circuits.get(name);
    if (known !== undefined) return known;
    const circuit = new Circuit(endpoint, this.#options, this);
    this.#circuits.set(name, circuit);
    return circuit;
  }

  #forgetUnused(): void {
    for (const [name, circuit] of this.#circuits) {
      if (!circuit.isUnused) continue;
      this.#circuits.delete(name);
      void circuit.close();
    }
  }
}

function here(host: string, port: number): Endpoint {
  return { host, port };
}
