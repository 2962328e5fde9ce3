import type { Io } from '../../../core/contract/seam.ts';
import type { Channel } from '../channel/channel.ts';
import { SingleOperation } from './single-operation.ts';

/** Waits for the channel and asks nothing of it. */
export class ConnectOperation extends SingleOperation<void> {
  protected readonly isRepeatable = true;

  constructor(channel: Channel) {
    // It never begins on the wire.
    super(channel, 0);
  }

  run(io: Io): Promise<void> {
    return this.start('connect', io);
  }

  connected(): void {
    this.succeed(undefined);
  }

  reply(): void {}
}
