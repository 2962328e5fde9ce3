import { LOCK_FORMAT } from './lock.ts';

/** Where a value is in the bytes of a lock. */
export interface Cut {
  readonly from: number;
  readonly to: number;
}

/** The values in a part of a lock by their keys, in the order of the text. */
export interface CutEntries {
  readonly entries: ReadonlyMap<string, Cut>;
}

/** Where the parts of a lock are. */
export interface LockCuts<Entries extends CutEntries = CutEntries> {
  readonly classes: Entries;
  readonly labels: Cut;
  readonly ledger: Readonly<Record<'classes' | 'members', Entries> & Record<'files' | 'types', Cut>>;
  readonly sources: Entries;
}

interface CutPart extends Cut, CutEntries {}

/**
 * The parts of a canonical lock and their entries, found by its lines alone. `undefined` where they are not where they
 * should be; of a text that is not known to be canonical what is found says nothing yet.
 */
export function cutLock(bytes: Buffer): LockCuts<CutPart> | undefined {
  // Whatever stands between the entries is ASCII, so that a character for each byte is enough.
  const lines = new Lines(bytes.toString('latin1'));
  const cuts: LockCuts<CutPart> = {
    classes: lines.part('{\n"classes":'),
    labels: lines.part(`,\n"format":${LOCK_FORMAT},\n"labels":`),
    ledger: {
      classes: lines.part(',\n"ledger":{\n"classes":'),
      files: lines.part(',\n"files":'),
      members: lines.part(',\n"members":'),
      types: lines.part(',\n"types":'),
    },
    sources: lines.part('\n},\n"sources":'),
  };
  return lines.end('\n}\n') ? cuts : undefined;
}

const SOURCE_HEAD = /^\{"kind":"(?<kind>[a-z]+)","devices":/;

/** The devices in a source's slice, of which `text` has a character for each byte. `undefined` as for the whole. */
export function cutSource(text: string): { readonly kind: string; readonly devices: CutPart } | undefined {
  const [head, kind] = SOURCE_HEAD.exec(text) ?? [];
  if (head === undefined || kind === undefined) return undefined;
  const lines = new Lines(text);
  const devices = lines.part(head);
  return lines.end('}') ? { kind, devices } : undefined;
}

/** Some entries of a part, from the end of what stands before the first to that of the last. `undefined` as for the whole. */
export function cutEntries(bytes: Buffer, { from, to }: Cut): ReadonlyMap<string, Cut> | undefined {
  const text = bytes.toString('latin1', from, to);
  const before = text.startsWith('\n') ? 1 : ',\n'.length;
  const lines = new Lines(`{\n${text.slice(before)}\n}`);
  const { entries } = lines.part('');
  const moved = from + before - '{\n'.length;
  return lines.end('')
    ? new Map([...entries].map(([key, cut]) => [key, { from: cut.from + moved, to: cut.to + moved }]))
    : undefined;
}

const KEY = /"(?:[^"\\]|\\.)*":/y;

class Lines {
  readonly #text: string;
  #at = 0;
  #isLost = false;

  constructor(text: string) {
    this.#text = text;
  }

  /** The part that stands next, behind these words. */
  part(words: string): CutPart {
    this.#pass(words);
    const from = this.#at;
    const entries = new Map<string, Cut>();
    if (this.#text.startsWith('{}', from)) this.#pass('{}');
    else {
      this.#pass('{\n');
      while (this.#entry(entries)) this.#pass(',\n');
      this.#pass('\n}');
    }
    return { from, to: this.#at, entries };
  }

  end(words: string): boolean {
    this.#pass(words);
    return !this.#isLost && this.#at === this.#text.length;
  }

  /** One entry; whether another one follows. */
  #entry(entries: Map<string, Cut>): boolean {
    const from = this.#isLost ? undefined : this.#keyEnd();
    const close = from && this.#close(from);
    if (from === undefined || close === undefined) {
      this.#isLost = true;
      return false;
    }
    const isFollowed = this.#text[close - 1] === ',';
    const to = isFollowed ? close - 1 : close;
    entries.set(keyText(this.#text.slice(this.#at, from - 1)), { from, to });
    this.#at = to;
    return isFollowed;
  }

  /** Where the value begins whose key stands here. */
  #keyEnd(): number | undefined {
    const end = this.#text.indexOf('":', this.#at + 1);
    // Nearly no key has a quote in it, and a search is faster than an expression.
    if (this.#text[this.#at] === '"' && end > 0 && this.#text[end - 1] !== '\\') return end + 2;
    KEY.lastIndex = this.#at;
    return KEY.test(this.#text) ? KEY.lastIndex : undefined;
  }

  /** The end of the line that closes a value: its own, or the first one that begins with a brace and opens none. */
  #close(from: number): number | undefined {
    let end = this.#text.indexOf('\n', from);
    while (end > 0 && this.#text[end - 1] === '{') {
      const line = this.#text.indexOf('\n}', end);
      end = line < 0 ? line : this.#text.indexOf('\n', line + 1);
    }
    return end < 0 ? undefined : end;
  }

  #pass(words: string): void {
    this.#isLost ||= !this.#text.startsWith(words, this.#at);
    this.#at += words.length;
  }
}

const PLAIN = /^"[ !#-[\]-~]*"$/;

function keyText(key: string): string {
  return PLAIN.test(key) ? key.slice(1, -1) : (JSON.parse(Buffer.from(key, 'latin1').toString('utf8')) as string);
}
