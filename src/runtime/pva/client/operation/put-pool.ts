import type { Io } from '../../../core/contract/seam.ts';
import type { StructType } from '../../codec/type/pva-type.ts';
import type { Channel } from '../channel/channel.ts';
import { PutOperation } from './put-operation.ts';
import type { PvRequest } from './pv-request.ts';

/** Operations that are kept ready for the next put that waits for its record. */
const KEPT = 2;

/**
 * The puts of one channel and request. Those that are done when the server has them go one after the other; one that waits
 * for its record may take minutes, and the next one must not wait for it: that is how a motor is sent elsewhere.
 */
export class PutPool {
  readonly #channel: Channel;
  readonly #request: PvRequest;
  readonly #isBlocking: boolean;
  readonly #operations: PutOperation[] = [];

  constructor(channel: Channel, request: PvRequest, isBlocking: boolean) {
    this.#channel = channel;
    this.#request = request;
    this.#isBlocking = isBlocking;
  }

  async put(value: unknown, shape: (value: unknown, type: StructType) => unknown, io: Io): Promise<void> {
    const operation = this.#choose();
    try {
      await operation.put(value, shape, io);
    } finally {
      this.#tidy(operation);
    }
  }

  #choose(): PutOperation {
    const first = this.#operations[0];
    if (first !== undefined && !this.#isBlocking) return first;
    // One that was asked for before and has not left must not be overtaken.
    const mayOvertake = this.#operations.some((operation) => operation.hasUnsent);
    const ready = mayOvertake ? undefined : this.#operations.find((operation) => operation.isIdle);
    if (ready !== undefined) return ready;
    const made = new PutOperation(this.#channel, this.#request);
    this.#operations.push(made);
    return made;
  }

  #tidy(operation: PutOperation): void {
    if (this.#operations.length <= KEPT || operation.isBusy) return;
    this.#operations.splice(this.#operations.indexOf(operation), 1);
    operation.end();
  }
}
