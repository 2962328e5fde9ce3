import { type Cut, type CutEntries, cutLock, cutSource, type LockCuts } from './cut-lock.ts';
import { LazyMap } from './lazy-map.ts';
import type { Ledger, Lock, LockDevice, LockSource } from './lock.ts';
import { knowOwners } from '../merge/ledger.ts';
import { remembered } from '../remembered.ts';
import { Facts, readLabels, readLedger } from './lock-facts.ts';

/** The lock of bytes that are known to be sound. `undefined` where the parts are not where they should be. */
export function slicedLock(bytes: Buffer, where: string): Lock | undefined {
  const cuts = cutLock(bytes);
  return cuts && lockOfCuts(bytes, cuts, where);
}

/** No part of it is parsed before it is looked at, a class by itself; nothing but its shape is checked then. */
export function lockOfCuts(bytes: Buffer, cuts: LockCuts, where: string): Lock {
  const facts = new Facts(where);
  const parse = ({ from, to }: Cut): unknown => JSON.parse(bytes.toString('utf8', from, to));
  const each = <V>({ entries }: CutEntries, read: (value: unknown, key: string) => V): ReadonlyMap<string, V> =>
    new LazyMap(entries, (cut, key) => read(parse(cut), key));
  const { classes, labels, ledger, sources } = cuts;
  const part = <K extends 'files' | 'types'>(key: K): Ledger[K] =>
    readLedger(facts, { ...EMPTY, [key]: parse(ledger[key]) })[key];
  return lazily<Lock>({
    classes: () => each(classes, (value, name) => facts.class(value, `classes.${name}`)),
    labels: () => readLabels(facts, parse(labels)),
    ledger: () =>
      lazily<Ledger>({
        classes: () => each(ledger.classes, (value, name) => facts.ledgerClass(value, `ledger.classes.${name}`)),
        files: () => part('files'),
        members: () => each(ledger.members, (value, id) => facts.names(value, `ledger.members.${id}`)),
        types: () => typesOf(facts, bytes.toString('utf8', ledger.types.from, ledger.types.to)) ?? part('types'),
      }),
    sources: () => new LazyMap(sources.entries, (cut, name) => sourceOf(facts, bytes.subarray(cut.from, cut.to), name)),
  });
}

/** Devices stand in a line each, and most lines say what others say: those of the same text are one object. */
function sourceOf(facts: Facts, slice: Buffer, name: string): LockSource {
  const text = slice.toString('latin1');
  const cut = cutSource(text);
  if (cut === undefined) return facts.source(JSON.parse(slice.toString()), `sources.${name}`);
  const known = new Map<string, LockDevice>();
  const devices = new Map<string, LockDevice>();
  for (const [device, { from, to }] of cut.devices.entries) {
    const line = text.slice(from, to);
    devices.set(
      device,
      remembered(known, line, () =>
        facts.device(JSON.parse(slice.toString('utf8', from, to)), `sources.${name}.devices.${device}`),
      ),
    );
  }
  return { kind: cut.kind, devices };
}

/** Type names stand in a line each, with their owner as the text that it is found by: none has to be parsed for that. */
function typesOf(facts: Facts, text: string): Ledger['types'] | undefined {
  const owners = new Map<string, string>();
  for (const line of text.slice('{\n'.length, -'\n}'.length).split(',\n')) {
    const at = line.indexOf('":[');
    if (at < 0) return undefined;
    owners.set(line.slice(1, at), line.slice(at + 2));
  }
  const types = new LazyMap(owners, (owner, name) => facts.texts(JSON.parse(owner), `ledger.types.${name}`));
  knowOwners(types, new Map(Array.from(owners, ([name, owner]) => [owner, name])));
  return types;
}

const EMPTY: Readonly<Record<keyof Ledger, object>> = { classes: {}, files: {}, members: {}, types: {} };

/** An object whose properties are made when they are first looked at. */
function lazily<T extends object>(make: { readonly [K in keyof T]: () => T[K] }): T {
  const object = {};
  for (const key of Object.keys(make) as (keyof T & string)[]) {
    let known: { readonly value: T[typeof key] } | undefined;
    Object.defineProperty(object, key, { enumerable: true, get: () => (known ??= { value: make[key]() }).value });
  }
  return object as T;
}
