import type { ChannelSource, ServedChannel } from '../../ca/served-channel.ts';
import type { PvSource, ServedPv } from '../../pva/value/served-pv.ts';
import { RecordChannel } from '../ca/record-channel.ts';
import { RecordPv } from '../pva/record-pv.ts';
import type { IocRecord } from '../record/ioc-record.ts';
import { splitName } from './pv-name.ts';
import { Scanner } from './scanner.ts';
import { Views } from './views.ts';

/** A field of a record, as a client names it. */
export interface RecordField {
  readonly record: IocRecord;
  readonly field: string;
}

/** Records and structures by name: what the servers serve. It may change while they run. */
export class Facility implements PvSource, ChannelSource {
  readonly #records = new Map<string, IocRecord>();
  /** Only of PV Access. */
  readonly #structures = new Map<string, ServedPv>();
  readonly #pvs = new Views<RecordPv>();
  readonly #channels = new Views<RecordChannel>();
  readonly #scanner = new Scanner(() => this.#records.values());
  readonly #onGone = new Set<(pv: ServedPv) => void>();
  readonly #onChannelGone = new Set<(channel: ServedChannel) => void>();
  readonly #onChange = new Set<() => void>();
  readonly #endings: (() => void)[] = [];

  add(...records: readonly IocRecord[]): void {
    for (const record of records) {
      this.#claim(record.name);
      this.#records.set(record.name, record);
    }
    this.#changed();
  }

  /** A PV that no record is behind: a table, an image, a tree. */
  addStructure(name: string, pv: ServedPv): void {
    this.#claim(name);
    this.#structures.set(name, pv);
    this.#changed();
  }

  /** As when the server of the old one ends and one with the new one begins. */
  replaceStructure(name: string, pv: ServedPv): void {
    this.remove(name);
    this.addStructure(name, pv);
  }

  /** Clients lose what they had of it. */
  remove(name: string): void {
    const record = this.#records.get(name);
    const structure = this.#structures.get(name);
    this.#records.delete(name);
    this.#structures.delete(name);
    if (structure !== undefined) for (const on of this.#onGone) on(structure);
    if (record !== undefined) this.#removeRecord(record);
    this.#changed();
  }

  /** The field that a client means; undefined where there is none. */
  find(name: string): RecordField | undefined {
    const whole = this.#records.get(name);
    if (whole !== undefined) return { record: whole, field: 'VAL' };
    const { record: owner, field } = splitName(name);
    const record = this.#records.get(owner);
    return record?.declaration(field) === undefined ? undefined : { record, field };
  }

  pv(name: string): ServedPv | undefined {
    return this.#structures.get(name) ?? this.#pvs.get(name, () => this.#makePv(name));
  }

  /** A text with `$` behind its name is served as characters. */
  channel(name: string): ServedChannel | undefined {
    return this.#channels.get(name, () => this.#makeChannel(name));
  }

  names(): Iterable<string> {
    return [...this.#records.keys(), ...this.#structures.keys()];
  }

  onGone(on: (pv: ServedPv) => void): () => void {
    return added(this.#onGone, on);
  }

  onChannelGone(on: (channel: ServedChannel) => void): () => void {
    return added(this.#onChannelGone, on);
  }

  onChange(on: () => void): () => void {
    return added(this.#onChange, on);
  }

  /** Done when the facility is closed. */
  onClose(end: () => void): void {
    this.#endings.push(end);
  }

  /** Nothing moves and nothing is scanned any more. */
  close(): void {
    this.#scanner.stop();
    for (const end of this.#endings.splice(0)) end();
  }

  #claim(name: string): void {
    if (this.#records.has(name) || this.#structures.has(name)) throw new Error(`There are two PVs ${name}.`);
  }

  #makePv(name: string): RecordPv | undefined {
    const found = this.find(name);
    return found && new RecordPv(found.record, found.field);
  }

  #makeChannel(name: string): RecordChannel | undefined {
    const isLong = name.endsWith('$');
    const found = this.find(isLong ? name.slice(0, -1) : name);
    if (found === undefined) return undefined;
    const { record, field } = found;
    if (isLong && record.declaration(field)?.dbf !== 'STRING') return undefined;
    return new RecordChannel(record, field, isLong);
  }

  #removeRecord(record: IocRecord): void {
    record.remove();
    for (const pv of this.#pvs.take(record)) for (const on of this.#onGone) on(pv);
    for (const channel of this.#channels.take(record)) for (const on of this.#onChannelGone) on(channel);
  }

  #changed(): void {
    for (const on of this.#onChange) on();
  }
}

function added<T>(listeners: Set<T>, on: T): () => void {
  listeners.add(on);
  return () => {
    listeners.delete(on);
  };
}
