import type { StructType } from '@devgen/runtime/pva';
import {
  BitSet,
  Command,
  type PvDataReader,
  type PvDataWriter,
  readVariant,
  Sub,
  writeChanges,
} from '@devgen/runtime/pva/codec';
import { ntScalar } from '../../codec/samples.ts';
import { type Asked, readAsked, sendBegun } from '../wire-calls.ts';
import type { WireConnection } from '../wire-connection.ts';
import type { WireServer } from '../wire-server.ts';

interface MonitorAsked extends Asked {
  readonly request: unknown;
  /** Updates that may be under way, or were taken. */
  readonly window: number | undefined;
}

export interface MonitorScript {
  readonly asked: MonitorAsked[];
  readonly destroyed: number[];
  type: StructType;
  message(connection: WireConnection, command: number, reader: PvDataReader): void;
}

/** Begins monitors and records what is asked of them; updates are the test's business. */
export function monitorScript(): MonitorScript {
  const script: MonitorScript = {
    asked: [],
    destroyed: [],
    type: ntScalar(),
    message(connection, command, reader) {
      const asked = readAsked(command, reader);
      if (command === Command.destroyRequest) return void script.destroyed.push(asked.ioid);
      const isInit = (asked.sub & Sub.init) !== 0;
      const request = isInit ? readVariant(reader)?.value : undefined;
      script.asked.push({ ...asked, request, window: reader.remaining > 0 ? reader.u32() : undefined });
      if (isInit) sendBegun(connection, asked, script.type);
    },
  };
  return script;
}

/** An update of some fields, by their bits. */
export function sendChange(
  connection: WireConnection,
  { ioid }: Asked,
  bits: readonly number[],
  value: Parameters<typeof writeChanges>[3],
  overrun: readonly number[] = [],
  type: StructType = ntScalar(),
): void {
  connection.send(Command.monitor, (writer) => {
    writer.u32(ioid);
    writer.u8(0);
    const marked = new BitSet(bits);
    marked.write(writer);
    writeChanges(type, writer, marked, value);
    new BitSet(overrun).write(writer);
  });
}

export function sendEnd(connection: WireConnection, { ioid }: Asked, write: (writer: PvDataWriter) => void): void {
  connection.send(Command.monitor, (writer) => {
    writer.u32(ioid);
    writer.u8(Sub.destroy);
    write(writer);
  });
}

/** Resolves when a monitor was started so many times. */
export function started(server: WireServer, script: MonitorScript, times = 1): Promise<void> {
  return server.until(() => script.asked.filter(({ sub }) => sub === Sub.start).length === times);
}
