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

/** Serves one connection to the control port. */
export function serveControl(socket: Socket, options: ControlPortOptions): void {
  const { panda, asked, faults, saveState, catchUp } = options;
  const caller: Caller = { since: new Date(), port: 'config', address: addressOf(socket) };
  const session = new Session(panda, asked, saveState);
  const buffer = new LineBuffer();
  panda.callers.add(caller);
  socket.once('close', () => {
    panda.callers.delete(caller);
    session.close();
  });
  socket.once('end', () => socket.end());
  socket.on('data', (chunk) => {
    catchUp();
    const { lines, overrun } = buffer.push(chunk);
    let text = '';
    for (const line of lines) {
      const reply = session.line(line);
      if (reply === undefined) continue;
      const told = faults.reply(reply);
      text += told.text;
      if (told.isLast) {
        socket.end(text);
        return;
      }
    }
    if (overrun) socket.end(text);
    else if (text !== '') socket.write(text);
  });
}

export function addressOf({ remoteAddress, remotePort }: Socket): string {
  return `${remoteAddress}:${remotePort}`;
}
