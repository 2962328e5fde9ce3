import { sortedKeys } from './canonical.ts';
import type { LedgerClass, Lock, LockClass, LockDevice, LockMember, LockSource, MetaPatch } from './lock.ts';
import { lockError } from './lock-error.ts';

type Data = Readonly<Record<string, unknown>>;

const KINDS: ReadonlySet<unknown> = new Set(['r', 'w', 'rw', 'command', 'block', 'vector']);

/** The lock of its JSON; what is not of the expected shape is an error that names the place. */
export function readFacts(data: Data, where: string): Lock {
  const read = new Facts(where);
  return {
    sources: readSources(read, data['sources']),
    classes: readClasses(read, data['classes']),
    labels: readLabels(read, data['labels']),
    ledger: readLedger(read, data['ledger']),
  };
}

function readSources(read: Facts, data: unknown): Lock['sources'] {
  return read.map(data, 'sources', (value, at) => read.source(value, at));
}

export function readClasses(read: Facts, data: unknown): Lock['classes'] {
  return read.map(data, 'classes', (value, at) => read.class(value, at));
}

export function readLabels(read: Facts, data: unknown): Lock['labels'] {
  return read.map(data, 'labels', (value, at) => read.having(value, at, LABELS));
}

export function readLedger(read: Facts, data: unknown): Lock['ledger'] {
  const ledger = read.object(data, 'ledger');
  return {
    classes: read.map(ledger['classes'], 'ledger.classes', (value, at) => read.ledgerClass(value, at)),
    files: read.map(ledger['files'], 'ledger.files', (value, at) => read.text(value, at)),
    members: read.map(ledger['members'], 'ledger.members', (value, at) => read.names(value, at)),
    types: read.map(ledger['types'], 'ledger.types', (value, at) => read.texts(value, at)),
  };
}

/** Keys that must be there, and their types. */
type Wanted = readonly (readonly [key: string, type: 'string' | 'array'])[];

const SOURCE: Wanted = [['kind', 'string']];
const DEVICE: Wanted = [['class', 'string']];
const MEMBER: Wanted = [['source', 'string']];
const CLASS: Wanted = [
  ['id', 'string'],
  ['interface', 'string'],
  ['detail', 'string'],
];
const LABELS: Wanted = [
  ['id', 'string'],
  ['labels', 'array'],
];
const LEDGER_CLASS: Wanted = [
  ['id', 'string'],
  ['interfaces', 'array'],
];

/** Reads values of a lock's JSON; `at` is where they are, for errors. */
export class Facts {
  readonly #where: string;

  constructor(where: string) {
    this.#where = where;
  }

  source(value: unknown, at: string): LockSource {
    const { kind, devices } = this.having<{ kind: string; devices: unknown }>(value, at, SOURCE);
    return { kind, devices: this.map(devices, `${at}.devices`, (device, place) => this.device(device, place)) };
  }

  device(value: unknown, at: string): LockDevice {
    const device = this.having<LockDevice & { details?: unknown }>(value, at, DEVICE);
    // Most have none, and there are many.
    if (device.details === undefined) return device;
    const { details, ...entry } = device;
    return {
      ...entry,
      details: this.map(
        details,
        `${at}.details`,
        (meta, place) => withBigLimits(this.object(meta, place)) as MetaPatch,
      ),
    };
  }

  class(value: unknown, at: string): LockClass {
    const { interfaces, ...of } = this.having<LockClass>(value, at, CLASS);
    return {
      ...of,
      ...(interfaces !== undefined && {
        interfaces: this.map(interfaces, `${at}.interfaces`, (keys, place) => this.texts(keys, place)),
      }),
      members: this.map(of.members, `${at}.members`, (member, place) => this.member(member, place)),
    };
  }

  member(value: unknown, at: string): LockMember {
    const member = this.having<LockMember>(value, at, MEMBER);
    if (!KINDS.has(member.kind)) throw this.#invalid(at, `has the unknown kind ${JSON.stringify(member.kind)}`);
    if (('of' in member && typeof member.of !== 'string') || ('keys' in member && !Array.isArray(member.keys)))
      throw this.#invalid(at, 'is no block');
    const said = (value as Data)['meta'];
    const meta = withBigLimits(this.object(said ?? {}, `${at}.meta`));
    // Mostly it is as it was read, and there are many.
    return meta === said ? member : ({ ...member, meta } as LockMember);
  }

  ledgerClass(value: unknown, at: string): LedgerClass {
    return this.having(value, at, LEDGER_CLASS);
  }

  /** Member names and their wire keys. */
  names(value: unknown, at: string): ReadonlyMap<string, string> {
    return this.map(value, at, (key, place) => this.text(key, place));
  }

  map<V>(value: unknown, at: string, read: (value: unknown, at: string) => V): ReadonlyMap<string, V> {
    // In the order of the text: an object puts a name like `10` before all others.
    const map = new Map<string, V>();
    const data = this.object(value, at);
    for (const key of sortedKeys(data)) map.set(key, read(data[key], `${at}.${key}`));
    return map;
  }

  text(value: unknown, at: string): string {
    if (typeof value !== 'string') throw this.#invalid(at, 'is no text');
    return value;
  }

  texts(value: unknown, at: string): readonly string[] {
    if (!Array.isArray(value)) throw this.#invalid(at, 'is no list');
    return value.map((each) => this.text(each, at));
  }

  object(value: unknown, at: string): Data {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw this.#invalid(at, 'is no object');
    return value as Data;
  }

  having<T>(value: unknown, at: string, wanted: Wanted): T {
    const data = this.object(value, at);
    for (const [key, type] of wanted)
      if (type === 'array' ? !Array.isArray(data[key]) : typeof data[key] !== type)
        throw this.#invalid(`${at}.${key}`, 'is missing or of another type');
    return data as T;
  }

  #invalid(at: string, why: string): Error {
    return lockError('INVALID', this.#where, `${at} ${why}`);
  }
}

/** Limits of 64-bit members are written as texts of digits. */
function withBigLimits(meta: Data): Data {
  const limits = meta['limits'];
  if (typeof limits !== 'object' || limits === null || !hasText(limits)) return meta;
  const ranges = Object.entries(limits as Record<string, object>).map(([name, range]) => [name, bigRange(range)]);
  return { ...meta, limits: Object.fromEntries(ranges) };
}

function hasText(limits: object): boolean {
  for (const range of Object.values(limits) as object[])
    for (const value of Object.values(range)) if (typeof value === 'string') return true;
  return false;
}

function bigRange(range: object): object {
  return Object.fromEntries(
    Object.entries(range).map(([side, value]) => [
      side,
      typeof value === 'string' && /^-?\d+$/.test(value) ? BigInt(value) : value,
    ]),
  );
}
