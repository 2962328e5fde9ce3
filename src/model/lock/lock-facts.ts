import { sortedEntries } from './canonical.ts';
import type { Lock, LockClass, LockDevice, LockMember, LockSource, MetaPatch } from './lock.ts';
import { lockError } from './lock-error.ts';

type Data = Readonly<Record<string, unknown>>;

const KINDS: ReadonlySet<unknown> = new Set(['r', 'w', 'rw', 'command', 'block', 'vector']);

/** The lock of its JSON; what is not of the expected shape is an error that names the place. */
export function readFacts(data: Data, where: string): Lock {
  const read = new Facts(where);
  const ledger = read.object(data['ledger'], 'ledger');
  return {
    sources: read.map(data['sources'], 'sources', (value, at) => read.source(value, at)),
    classes: read.map(data['classes'], 'classes', (value, at) => read.class(value, at)),
    labels: read.map(data['labels'], 'labels', (value, at) =>
      read.having(value, at, { id: 'string', labels: 'array' }),
    ),
    ledger: {
      classes: read.map(ledger['classes'], 'ledger.classes', (value, at) =>
        read.having(value, at, { id: 'string', interfaces: 'array' }),
      ),
      files: read.map(ledger['files'], 'ledger.files', (value, at) => read.text(value, at)),
      members: read.map(ledger['members'], 'ledger.members', (value, at) =>
        read.map(value, at, (name, member) => read.text(name, member)),
      ),
      types: read.map(ledger['types'], 'ledger.types', (value, at) => read.texts(value, at)),
    },
  };
}

class Facts {
  readonly #where: string;

  constructor(where: string) {
    this.#where = where;
  }

  source(value: unknown, at: string): LockSource {
    const { kind, devices } = this.having<{ kind: string; devices: unknown }>(value, at, { kind: 'string' });
    return { kind, devices: this.map(devices, `${at}.devices`, (device, place) => this.device(device, place)) };
  }

  device(value: unknown, at: string): LockDevice {
    const { details, ...entry } = this.having<LockDevice & { details?: unknown }>(value, at, { class: 'string' });
    if (details === undefined) return entry;
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
    const { interfaces, ...of } = this.having<LockClass>(value, at, {
      id: 'string',
      interface: 'string',
      detail: 'string',
    });
    return {
      ...of,
      ...(interfaces !== undefined && {
        interfaces: this.map(interfaces, `${at}.interfaces`, (keys, place) => this.texts(keys, place)),
      }),
      members: this.map(of.members, `${at}.members`, (member, place) => this.member(member, place)),
    };
  }

  member(value: unknown, at: string): LockMember {
    const member = this.having<LockMember>(value, at, { source: 'string' });
    if (!KINDS.has(member.kind)) throw this.#invalid(at, `has the unknown kind ${JSON.stringify(member.kind)}`);
    if (('of' in member && typeof member.of !== 'string') || ('keys' in member && !Array.isArray(member.keys)))
      throw this.#invalid(at, 'is no block');
    return { ...member, meta: withBigLimits(this.object((value as Data)['meta'] ?? {}, `${at}.meta`)) } as LockMember;
  }

  map<V>(value: unknown, at: string, read: (value: unknown, at: string) => V): ReadonlyMap<string, V> {
    // In the order of the text: an object puts a name like `10` before all others.
    return new Map(sortedEntries(this.object(value, at)).map(([key, each]) => [key, read(each, `${at}.${key}`)]));
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

  having<T>(value: unknown, at: string, wanted: Readonly<Record<string, 'string' | 'array'>>): T {
    const data = this.object(value, at);
    for (const [key, type] of Object.entries(wanted))
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
