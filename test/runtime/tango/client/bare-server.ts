import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import {
  CdrWriter,
  corbaloc,
  GiopStream,
  MessageType,
  type ObjectRef,
  readRequestHeader,
  writeReply,
} from '@devgen/runtime/tango/codec';

/** Tells of whatever was asked that it is empty: a list of attributes, a list of commands, a ping. */
const EMPTY = (writer: CdrWriter): void => writer.u32(0);

type Body = (writer: CdrWriter) => void;

/** A device server of few bytes, of which a test may have hundreds. */
export class BareServer {
  accepted = 0;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  private constructor(serve: (socket: Socket) => void) {
    this.#server = createServer((socket) => {
      this.accepted += 1;
      this.#sockets.add(socket);
      socket.once('close', () => this.#sockets.delete(socket));
      socket.on('error', () => {});
      serve(socket);
    });
  }

  /** Answers every request with the same body. */
  static start(body: Body = EMPTY): Promise<BareServer> {
    return BareServer.#listen((socket) => answer(socket, body));
  }

  /** Accepts, and never says a word. */
  static startSilent(): Promise<BareServer> {
    return BareServer.#listen((socket) => void socket.resume());
  }

  static async #listen(serve: (socket: Socket) => void): Promise<BareServer> {
    const bare = new BareServer(serve);
    await new Promise<void>((resolve) => bare.#server.listen(0, '127.0.0.1', resolve));
    return bare;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get ref(): ObjectRef {
    return corbaloc([{ host: '127.0.0.1', port: this.port }], 'object', 'IDL:Tango/Device_5:1.0');
  }

  async stop(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }
}

function answer(socket: Socket, body: Body): void {
  const stream = new GiopStream((type, minor, reader) => {
    if (type !== MessageType.request) return;
    const writer = new CdrWriter();
    writeReply(writer, readRequestHeader(reader, minor).id, 0, body);
    socket.write(writer.written());
  });
  socket.on('data', (chunk) => stream.push(chunk));
}
