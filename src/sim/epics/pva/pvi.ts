import { scalar, type StructType, structOf } from '@devgen/runtime/pva/codec';
import { StructurePv } from '../../pva/value/structure-pv.ts';
import { alarmType, timeStampType } from './normative-type.ts';

/** PVs of one signal by how they are used: read, written, both, executed; or the PVI PV of a device. */
export type PviEntry = Readonly<Partial<Record<'r' | 'w' | 'rw' | 'x' | 'd', string>>>;
export type PviEntries = Readonly<Record<string, PviEntry>>;

/** A node of a tree as FastCS serves it: what a device has, by the names that programs give it. */
export class PviPv extends StructurePv {
  readonly description: string;
  readonly entries: PviEntries;

  constructor(description: string, entries: PviEntries) {
    super(pviType(entries), { display: { description }, value: entries });
    this.description = description;
    this.entries = entries;
  }
}

function pviType(entries: PviEntries): StructType {
  const value = Object.entries(entries).map(([name, entry]) => [name, entryType(entry)] as const);
  return structOf({
    alarm: alarmType,
    timeStamp: timeStampType,
    display: structOf({ description: scalar('str') }),
    value: structOf(Object.fromEntries(value)),
  });
}

function entryType(entry: PviEntry): StructType {
  return structOf(Object.fromEntries(Object.keys(entry).map((access) => [access, scalar('str')])));
}
