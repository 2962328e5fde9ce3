import { PvaClient, type PvaClientOptions, type StructType } from '@devgen/runtime/pva';
import {
  BitSet,
  codecOf,
  Command,
  fit,
  OK,
  type PvDataReader,
  type PvDataWriter,
  Sub,
  writeStatus,
  writeType,
} from '@devgen/runtime/pva/codec';
import { afterEach, expect } from 'vitest';
import { ntScalar } from '../codec/samples.ts';
import type { WireConnection } from './wire-connection.ts';
import { WireServer, type WireScript } from './wire-server.ts';

/** Ended after each test, whatever became of it. */
export const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
});

export async function startServer(script: WireScript = {}): Promise<WireServer> {
  const server = await WireServer.start(script);
  cleanups.push(() => server.stop());
  return server;
}

/** A client that searches for this server alone. */
export function clientOf(server: WireServer, options: PvaClientOptions = {}): PvaClient {
  const client = new PvaClient({ environment: server.environment, ...options });
  cleanups.push(() => client.close());
  return client;
}

/** A request of an operation, read up to its parts. */
export interface Asked {
  readonly command: number;
  readonly sid: number;
  readonly ioid: number;
  readonly sub: number;
}

export function readAsked(command: number, reader: PvDataReader): Asked {
  const [sid, ioid] = [reader.u32(), reader.u32()];
  return { command, sid, ioid, sub: reader.remaining > 0 ? reader.u8() : 0 };
}

export function sendBegun(connection: WireConnection, { command, ioid }: Asked, type: StructType = ntScalar()): void {
  connection.send(command, (writer) => {
    writer.u32(ioid);
    writer.u8(Sub.init);
    writeStatus(writer, OK);
    if (command !== Command.rpc) writeType(writer, type);
  });
}

/** The answer to a get: a whole value. */
export function sendValue(
  connection: WireConnection,
  { ioid }: Asked,
  value: unknown,
  type: StructType = ntScalar(),
): void {
  connection.send(Command.get, (writer) => {
    writer.u32(ioid);
    writer.u8(0);
    writeStatus(writer, OK);
    writeWhole(writer, type, value);
  });
}

export function sendUpdate(
  connection: WireConnection,
  { ioid }: Asked,
  value: unknown,
  type: StructType = ntScalar(),
): void {
  connection.send(Command.monitor, (writer) => {
    writer.u32(ioid);
    writer.u8(0);
    writeWhole(writer, type, value);
    new BitSet().write(writer);
  });
}

export function writeWhole(writer: PvDataWriter, type: StructType, value: unknown): void {
  new BitSet([0]).write(writer);
  codecOf(type).write(writer, fit(type, value));
}

export function coded(code: string, completed?: string): unknown {
  return expect.objectContaining({ code, ...(completed === undefined ? {} : { completed }) });
}

/** Serves gets of a number that counts them. */
export function countingScript(): Required<Pick<WireScript, 'message'>> & { executions: number } {
  const script = {
    executions: 0,
    message(connection: WireConnection, command: number, reader: PvDataReader): void {
      if (command !== Command.get) return;
      const asked = readAsked(command, reader);
      if ((asked.sub & Sub.init) !== 0) return sendBegun(connection, asked);
      script.executions += 1;
      sendValue(connection, asked, { value: script.executions });
    },
  };
  return script;
}
