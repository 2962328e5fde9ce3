import type { Socket } from 'node:net';
import type { Asked } from '../control/asked.ts';
import { LineBuffer } from '../control/line-buffer.ts';
import { Session } from '../control/session.ts';
import type { Caller, Panda } from '../state/panda.ts';
import type { Faults } from './faults.ts';

export interface ControlPortOptions {
  readonly panda: Panda;
  readonly asked: Asked;
  readonly faults: Faults;
  readonly saveState: () => void;
  /** Called before lines are answered, so that the answers are as of now. */
  readonly catchUp: () => void;
}

/** Milliseconds for which a client may leave replies unread. */
const SEND_LIMIT = 10_000;

/** Characters of replies that are gathered before they are sent. */
const OUTPUT_SIZE = 16_384;

/** Serves one connection to the control port. A client that does not read is not heard either, and then given up. */
export function serveControl(socket: Socket, options: ControlPortOptions): void {
  const { panda, asked, faults, saveState, catchUp } = options;
  const caller: Caller = { since: new Date(), port: 'config', address: addressOf(socket) };
  const session = new Session(panda, asked, saveState);
  const buffer = new LineBuffer();
  let unanswered: readonly string[] = [];
  let isOverrun = false;
  let unread: NodeJS.Timeout | undefined;
  panda.callers.add(caller);
  socket.once('close', () => {
    clearTimeout(unread);
    panda.callers.delete(caller);
    session.close();
  });
  socket.once('end', () => socket.end());
  socket.on('data', (chunk) => {
    const { lines, overrun } = buffer.push(chunk);
    unanswered = lines;
    isOverrun = overrun;
    answer();
  });
  socket.on('drain', () => {
    if (unread === undefined) return;
    clearTimeout(unread);
    unread = undefined;
    answer();
    if (unread === undefined) socket.resume();
  });

  function answer(): void {
    catchUp();
    let text = '';
    for (const [index, line] of unanswered.entries()) {
      const reply = session.line(line);
      if (reply === undefined) continue;
      const told = faults.reply(reply);
      text += told.text;
      if (told.isLast) {
        unanswered = [];
        socket.end(text);
        return;
      }
      if (text.length < OUTPUT_SIZE) continue;
      if (!send(text)) {
        unanswered = unanswered.slice(index + 1);
        return;
      }
      text = '';
    }
    unanswered = [];
    if (isOverrun) socket.end(text);
    else if (text !== '') send(text);
  }

  /** False when the client leaves too much unread; what it asked more then waits. */
  function send(text: string): boolean {
    if (socket.write(text)) return true;
    socket.pause();
    unread = setTimeout(() => socket.destroy(), SEND_LIMIT);
    return false;
  }
}

export function addressOf({ remoteAddress, remotePort }: Socket): string {
  return `${remoteAddress}:${remotePort}`;
}
