import {
  BitSet,
  codecOf,
  type Draft,
  draftOf,
  type PvaStruct,
  type PvaVariant,
  type StructType,
} from '@devgen/runtime/pva/codec';
import { merge } from './fields.ts';
import type { ServedPv } from './served-pv.ts';

/** What is done with what clients send; without either they can only read. */
export interface StructureHandlers {
  /** May change or refuse it by throwing; what it returns is posted, by default what was put. */
  readonly put?: (change: Draft, pv: StructurePv) => void | Promise<void>;
  readonly call?: ServedPv['call'];
}

/** A PV of any structure, that holds what it is given. */
export class StructurePv implements ServedPv {
  readonly type: StructType;
  readonly put?: (change: Draft) => void | Promise<void>;
  readonly call?: NonNullable<ServedPv['call']>;
  readonly #listeners = new Set<(change: Draft) => void>();
  readonly #marked = new BitSet();
  #value: PvaStruct;

  /** `initial` may leave fields out, which are then blank and unmarked. */
  constructor(type: StructType, initial: object = {}, handlers: StructureHandlers = {}) {
    this.type = type;
    this.#value = codecOf(type).blank as PvaStruct;
    this.#take(draftOf(type, initial));
    const { put, call } = handlers;
    if (put !== undefined) this.put = (change) => put(change, this);
    if (call !== undefined) this.call = call;
  }

  get value(): PvaStruct {
    return this.#value;
  }

  current(): Draft {
    return { value: this.#value, marked: this.#marked.copy() };
  }

  /** Changes the fields that are given, and tells of it. `VALUE.TYPE` for a misfit. */
  post(change: object): void {
    this.apply(draftOf(this.type, change));
  }

  /** Changes what is marked, and tells of it. */
  apply(change: Draft): void {
    this.#take(change);
    for (const listener of this.#listeners) listener({ value: this.#value, marked: change.marked });
  }

  subscribe(on: (change: Draft) => void): () => void {
    this.#listeners.add(on);
    return () => this.#listeners.delete(on);
  }

  #take(change: Draft): void {
    this.#value = merge(this.type, this.#value, change);
    this.#marked.addAll(change.marked);
  }
}

/** Keeps what is put. */
export function keepPuts(change: Draft, pv: StructurePv): void {
  pv.apply(change);
}

/** A structure with its type, as calls answer it. */
export function answer(type: StructType, value: object): PvaVariant {
  return { type, value: draftOf(type, value).value };
}
