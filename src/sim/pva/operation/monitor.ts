import {
  BitSet,
  OK,
  type PvDataReader,
  type PvaValue,
  readVariant,
  Sub,
  writeChanges,
  writeType,
} from '@devgen/runtime/pva/codec';
import { common } from '../value/fields.ts';
import { readRequest } from '../value/pv-request.ts';
import type { Draft } from '@devgen/runtime/pva/codec';
import type { BeginOperation, Operation, OperationHost } from './operation.ts';

const START = 0x40;
/** Updates that wait when a client asks for nothing else, and at most. */
const QUEUE = 4;
const LEAST_QUEUE = 2;
const LONGEST_QUEUE = 1000;

interface Update {
  value: PvaValue;
  readonly marked: BitSet;
  /** What changed more than once since the last update. */
  readonly overrun: BitSet;
}

export const beginMonitor: BeginOperation = (host, sub, reader) => {
  const { type } = host.pv;
  const { fields, options } = readRequest(type, readVariant(reader));
  const isPipelined = (sub & Sub.pipeline) !== 0;
  const window = isPipelined ? reader.u32() : undefined;
  host.reply(sub, OK, (writer) => writeType(writer, type));
  return new Monitor(host, fields, queueSize(options.get('queueSize')), window);
};

/** Sends what changes: as it comes, or as many updates as the client says that it can take. What waits is joined. */
class Monitor implements Operation {
  readonly #host: OperationHost;
  readonly #fields: BitSet;
  readonly #most: number;
  readonly #unsubscribe: () => void;
  readonly #queue: Update[] = [];
  /** Updates that the client has room for; undefined for any number. */
  #window: number | undefined;
  #isRunning = false;

  constructor(host: OperationHost, fields: BitSet, most: number, window: number | undefined) {
    this.#host = host;
    this.#fields = fields;
    this.#most = most;
    this.#window = window;
    this.#add(host.pv.current());
    this.#unsubscribe = host.pv.subscribe((change) => {
      this.#add(change);
      this.#send();
    });
  }

  request(sub: number, reader: PvDataReader): void {
    if ((sub & Sub.pipeline) !== 0) {
      const count = reader.u32();
      if (this.#window !== undefined) this.#window += count;
    }
    if ((sub & Sub.stop) !== 0) this.#isRunning = (sub & START) !== 0;
    if ((sub & Sub.destroy) !== 0) return this.#host.end();
    this.#send();
  }

  drained(): void {
    this.#send();
  }

  close(): void {
    this.#isRunning = false;
    this.#unsubscribe();
  }

  #add({ value, marked }: Draft): void {
    const changed = common(marked, this.#fields);
    if (changed.isEmpty) return;
    const last = this.#queue.at(-1);
    if (last === undefined || this.#queue.length < this.#most) {
      this.#queue.push({ value, marked: changed, overrun: new BitSet() });
      return;
    }
    last.value = value;
    last.overrun.addAll(common(last.marked, changed));
    last.marked.addAll(changed);
  }

  #send(): void {
    while (this.#isRunning && this.#window !== 0 && !this.#host.isBehind) {
      const update = this.#queue.shift();
      if (update === undefined) return;
      if (this.#window !== undefined) this.#window -= 1;
      this.#host.update((writer) => {
        update.marked.write(writer);
        writeChanges(this.#host.pv.type, writer, update.marked, update.value);
        update.overrun.write(writer);
      });
    }
  }
}

function queueSize(text: string | undefined): number {
  const size = Number(text ?? QUEUE);
  if (!Number.isInteger(size)) return QUEUE;
  return Math.min(Math.max(size, LEAST_QUEUE), LONGEST_QUEUE);
}
