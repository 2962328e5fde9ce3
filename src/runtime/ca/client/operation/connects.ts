import type { Io } from '../../../core/contract/seam.ts';
import type { Call } from '../../../core/support/call.ts';
import type { CallError } from '../call/call-error.ts';
import { closedCallError } from '../call/failures.ts';
import { Operation } from './operation.ts';

/** All who wait until a channel is connected, and ask nothing of it. */
export class Connects extends Operation {
  readonly #calls = new Set<Call>();

  connect(io: Io): Promise<void> {
    return this.call('connect', io, (call) => {
      this.#calls.add(call);
      this.channel.want();
      if (this.channel.isConnected) this.connected();
    });
  }

  connected(): void {
    this.#settleAll((call) => call.resolve(undefined));
  }

  lost(why: CallError): void {
    if (why.code === 'LINK.CLOSED') this.#settleAll((call) => call.reject(closedCallError(call, this.channel.source)));
  }

  withdrawn(call: Call): void {
    this.#calls.delete(call);
    this.channel.unwant();
  }

  #settleAll(settle: (call: Call) => void): void {
    const calls = [...this.#calls];
    this.#calls.clear();
    for (const call of calls) {
      this.channel.unwant();
      settle(call);
    }
  }
}
