import type { Io } from '../../../core/contract/seam.ts';
import type { Status } from '../../codec/wire/status.ts';
import type { Call } from '../../../core/support/call.ts';
import type { CallError } from '../call/call-error.ts';
import { closedCallError, lostCallError, remoteError } from '../call/failures.ts';
import { Operation } from './operation.ts';

/** An operation that is made for one call and ends with it. */
export abstract class SingleOperation extends Operation {
  #call: Call | undefined;

  /** Whether what was sent may be sent again. */
  protected abstract readonly isRepeatable: boolean;

  protected start<R>(what: string, io: Io): Promise<R> {
    return this.call<R>(what, io, (call) => {
      this.#call = call;
      this.channel.want();
      if (this.channel.isConnected) this.connected();
    });
  }

  lost(why: CallError): void {
    this.session = undefined;
    const call = this.#call;
    if (call === undefined) return;
    if (why.code === 'LINK.CLOSED') this.#end()?.reject(closedCallError(call, this.channel.source));
    else if (call.isSent && !this.isRepeatable) this.#end()?.reject(lostCallError(call, this.channel.source, why));
  }

  withdrawn(): void {
    this.retire();
    this.#end();
  }

  protected markSent(): void {
    if (this.#call !== undefined) this.#call.isSent = true;
  }

  protected succeed(result: unknown): void {
    this.#end()?.resolve(result);
  }

  /** The server said no. */
  protected refuse(status: Status): void {
    const call = this.#end();
    call?.reject(remoteError(call.what, this.channel.source, this.channel.server, status));
  }

  protected fail(error: unknown): void {
    this.#end()?.reject(error);
  }

  /** The call, which is the caller's to settle. */
  #end(): Call | undefined {
    const call = this.#call;
    this.#call = undefined;
    this.session?.forget();
    this.session = undefined;
    this.channel.removeUser(this);
    if (call !== undefined) this.channel.unwant();
    return call;
  }
}
