import type { Socket } from 'node:net';
import type { Capture } from '../capture/capture.ts';
import { dataOptions } from '../capture/data-options.ts';
import { DataReader, type Outlet } from '../capture/data-reader.ts';
import { LineBuffer } from '../control/line-buffer.ts';
import { errorText } from '../control/answer.ts';
import type { Caller, Panda } from '../state/panda.ts';
import { Refusal } from '../text/refusal.ts';
import { addressOf } from './control-port.ts';
import type { Faults } from './faults.ts';

export interface DataPortOptions {
  readonly panda: Panda;
  readonly capture: Capture;
  readonly faults: Faults;
}

/** Serves one connection to the data port: a line of options, then captures; what else it sends is ignored. */
export function serveData(socket: Socket, { panda, capture, faults }: DataPortOptions): void {
  const caller: Caller = { since: new Date(), port: 'data', address: addressOf(socket) };
  const buffer = new LineBuffer();
  let reader: DataReader | undefined;
  panda.callers.add(caller);
  socket.once('close', () => {
    panda.callers.delete(caller);
    reader?.detach();
  });
  socket.once('end', () => {
    if (reader === undefined) socket.end();
    else reader.hangUp();
  });
  socket.on('drain', () => reader?.pump());
  socket.on('data', (chunk) => {
    if (reader !== undefined) return;
    const { lines, overrun } = buffer.push(chunk);
    const [line] = lines;
    if (line === undefined) {
      if (overrun) socket.end();
      return;
    }
    try {
      reader = new DataReader(capture, dataOptions(line), outlet(socket, faults));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      socket.end(errorText(error));
    }
  });
}

function outlet(socket: Socket, faults: Faults): Outlet {
  return {
    get isOpen() {
      return socket.writable && !socket.writableNeedDrain;
    },
    text: (text) => {
      if (socket.writable) socket.write(text);
    },
    data: (bytes) => {
      const whole = faults.data(bytes.length);
      socket.write(bytes.subarray(0, whole));
      if (whole < bytes.length) socket.end();
    },
    end: () => socket.end(),
  };
}
