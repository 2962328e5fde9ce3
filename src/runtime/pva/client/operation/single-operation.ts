import type { Io } from '../../../core/contract/seam.ts';
import type { Status } from '../../codec/wire/status.ts';
import type { Asked } from '../../../core/support/bulk-get.ts';
import type { Wish } from '../../../core/support/call.ts';
import type { CallError } from '../call/call-error.ts';
import { closedCallError, lostCallError, remoteError } from '../call/failures.ts';
import { Operation } from './operation.ts';

/** An operation that is made for one wish and ends with it. */
export abstract class SingleOperation<R> extends Operation implements Asked<R> {
  #wish: Wish | undefined;

  /** Whether what was sent may be sent again. */
  protected abstract readonly isRepeatable: boolean;

  ask(wish: Wish): void {
    this.#begin(wish);
  }

  protected start(what: string, io: Io): Promise<R> {
    return this.call<R>(what, io, (wish) => this.#begin(wish));
  }

  lost(why: CallError): void {
    this.session = undefined;
    const wish = this.#wish;
    if (wish === undefined) return;
    if (why.code === 'LINK.CLOSED') this.#end()?.reject(closedCallError(wish, this.channel.source));
    else if (wish.isSent && !this.isRepeatable) this.#end()?.reject(lostCallError(wish, this.channel.source, why));
  }

  withdrawn(): void {
    this.retire();
    this.#end();
  }

  protected markSent(): void {
    if (this.#wish !== undefined) this.#wish.isSent = true;
  }

  protected succeed(result: R): void {
    this.#end()?.resolve(result);
  }

  /** The server said no. */
  protected refuse(status: Status): void {
    const wish = this.#end();
    wish?.reject(remoteError(wish.what, this.channel.source, this.channel.server, status));
  }

  protected fail(error: unknown): void {
    this.#end()?.reject(error);
  }

  #begin(wish: Wish): void {
    this.#wish = wish;
    this.channel.addUser(this);
    this.channel.want();
    if (this.channel.isConnected) this.connected();
  }

  /** The wish, which is the caller's to settle. */
  #end(): Wish | undefined {
    const wish = this.#wish;
    this.#wish = undefined;
    this.session?.forget();
    this.session = undefined;
    this.channel.removeUser(this);
    if (wish !== undefined) this.channel.unwant();
    return wish;
  }
}
