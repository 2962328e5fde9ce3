import type { Socket } from 'node:net';
import { PvDataWriter, writeControl, writeMessage } from '@devgen/runtime/pva/codec';
import { Outbox } from '../../socket/outbox.ts';

/** Messages of a server to one client. */
export class MessageOutbox extends Outbox<PvDataWriter> {
  constructor(socket: Socket, littleEndian: boolean) {
    super(socket, new PvDataWriter(littleEndian, 4096));
  }

  sendMessage(command: number, payload?: (writer: PvDataWriter) => void): void {
    this.send((writer) => writeMessage(writer, command, payload, 'server'));
  }

  sendControl(command: number, data: number): void {
    this.send((writer) => writeControl(writer, command, data, 'server'));
  }
}
