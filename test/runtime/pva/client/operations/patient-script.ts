import { Command, OK, type PvDataReader, Sub, writeStatus } from '@devgen/runtime/pva/codec';
import { type Asked, readAsked, sendBegun } from '../wire-calls.ts';
import type { WireConnection } from '../wire-connection.ts';

/** Records what is asked; answers beginnings, and executions only when the test says so. */
export function patientScript(): {
  readonly asked: Asked[];
  message(connection: WireConnection, command: number, reader: PvDataReader): void;
} {
  const asked: Asked[] = [];
  return {
    asked,
    message(connection, command, reader) {
      const one = readAsked(command, reader);
      asked.push(one);
      if ((one.sub & Sub.init) !== 0 && command !== Command.destroyRequest) sendBegun(connection, one);
    },
  };
}

/** The answer to a put. */
export function sendDone(
  connection: WireConnection,
  { command, ioid }: Asked,
  status: Parameters<typeof writeStatus>[1] = OK,
): void {
  connection.send(command, (writer) => {
    writer.u32(ioid);
    writer.u8(0);
    writeStatus(writer, status);
  });
}

export function executionsOf(asked: readonly Asked[]): readonly Asked[] {
  return asked.filter(({ sub }) => sub === Sub.execute);
}
