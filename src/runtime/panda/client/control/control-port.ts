import type { Io } from '../../../core/contract/seam.ts';
import { Listeners } from '../../../core/support/listeners.ts';
import type { Reply } from '../../codec/control/reply.ts';
import type { PandaAddress } from '../address.ts';
import { CallError } from '../call-error.ts';
import { Batch, type Command } from './batch.ts';
import { ControlConnection, type ControlOptions } from './control-connection.ts';

/** The command port of a box: one connection at a time, made when it is needed. Nothing is ever sent twice. */
export class ControlPort {
  readonly #address: PandaAddress;
  readonly #options: ControlOptions;
  readonly #lost = new Listeners<CallError>();
  #connection: ControlConnection | undefined;
  #gone: Promise<void> = Promise.resolve();
  #isClosed = false;

  constructor(address: PandaAddress, options: ControlOptions) {
    this.#address = address;
    this.#options = options;
  }

  /** Told whenever a connection ended that this program did not end; the function returned ends it. */
  onLost(on: (why: CallError) => void): () => void {
    return this.#lost.add(on);
  }

  /** The replies, in order; refusals are among them. Rejects with a {@link CallError} when an answer is missing. */
  send(commands: readonly Command[], io: Io): Promise<readonly Reply[]> {
    const batch = new Batch(commands, io, this.#address.authority);
    if (this.#isClosed) batch.fail(closedError(this.#address));
    else if (!batch.isSettled) this.#open().submit(batch);
    return batch.done;
  }

  close(): Promise<void> {
    this.#isClosed = true;
    this.#connection?.destroy(closedError(this.#address));
    this.#connection = undefined;
    return this.#gone;
  }

  #open(): ControlConnection {
    if (this.#connection !== undefined) return this.#connection;
    const connection = new ControlConnection(this.#address, this.#options, (why) => {
      if (this.#connection === connection) this.#connection = undefined;
      this.#lost.tell(why);
    });
    this.#connection = connection;
    this.#gone = connection.gone;
    return connection;
  }
}

function closedError({ authority }: PandaAddress): CallError {
  return new CallError(`the client of ${authority} was closed`, 'NO', {
    code: 'LINK.CLOSED',
    source: authority,
    hint: 'Nothing can be asked after close().',
  });
}
