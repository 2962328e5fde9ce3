import type { Endpoint } from '../../codec/ior.ts';
import { Connection, type ConnectionHandler } from './connection.ts';

/** The connection of a circuit: one at a time, or none. */
export class ConnectionSlot {
  current: Connection | undefined;
  /** Resolves when the socket of the last connection that was dropped is gone. */
  gone: Promise<void> = Promise.resolve();

  /** Whether there is a connection that takes a request now. */
  get hasRoom(): boolean {
    return this.current?.isOpen === true && !this.current.isFull;
  }

  connect(endpoint: Endpoint, timeout: number, handler: ConnectionHandler): void {
    this.current = new Connection(endpoint, timeout, handler);
  }

  /** Ends the connection without telling its handler. */
  drop(): Connection | undefined {
    const connection = this.current;
    connection?.destroy();
    this.gone = connection?.gone ?? this.gone;
    this.current = undefined;
    return connection;
  }
}
