import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** A plain connection: what was received so far, and waiting for more. */
export class SocketClient {
  readonly socket: Socket;
  #received = Buffer.alloc(0);
  #isClosed = false;

  private constructor(socket: Socket) {
    this.socket = socket;
    socket.on('data', (chunk) => {
      this.#received = Buffer.concat([this.#received, chunk]);
    });
    socket.on('error', () => {});
    socket.once('close', () => {
      this.#isClosed = true;
    });
  }

  static async open(port: number, host = '127.0.0.1'): Promise<SocketClient> {
    const socket = connect(port, host).setMaxListeners(0);
    await once(socket, 'connect');
    return new SocketClient(socket);
  }

  get received(): Buffer {
    return this.#received;
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** Forgets what was received so far. */
  forget(): void {
    this.#received = Buffer.alloc(0);
  }

  send(text: string): void {
    this.socket.write(text);
  }

  /** Waits until what was received matches, or the connection ended; resolves to it as text. */
  async until(pattern: RegExp): Promise<string> {
    while (!pattern.test(this.#received.toString('latin1')) && !this.#isClosed)
      await Promise.race([once(this.socket, 'data'), once(this.socket, 'close')]);
    return this.#received.toString();
  }

  async ended(): Promise<string> {
    if (!this.#isClosed) await once(this.socket, 'close');
    return this.#received.toString();
  }

  /** Sends a line and takes its reply away from what was received. */
  async ask(line: string): Promise<string> {
    this.forget();
    this.send(`${line}\n`);
    const reply = await this.until(/^(OK|ERR|\.|!(.|\n)*\n\.).*\n$/);
    return reply.slice(0, -1);
  }

  close(): void {
    this.socket.destroy();
  }
}
