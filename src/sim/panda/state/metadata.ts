import { TableWriter } from '../fields/table-writer.ts';
import type { Firmware } from '../firmware/block-table.ts';
import { Refusal, require } from '../text/refusal.ts';
import { type ChangeLog, FIRST_CHANGE } from './change-log.ts';

type Kind = 'constant' | 'string' | 'multiline';

interface Entry {
  readonly kind: Kind;
  lines: readonly string[];
  updated: number;
}

/** The texts behind `*METADATA`: what the firmware is, and what its users wrote about it. */
export class Metadata {
  readonly #entries: ReadonlyMap<string, Entry>;
  readonly #log: ChangeLog;

  constructor(firmware: Firmware, log: ChangeLog) {
    const labels = firmware.blocks.flatMap(({ name, count }) =>
      // A block that comes once has its number here, and only here.
      Array.from({ length: count }, (_, n): [string, Entry] => [`LABEL_${name}${n + 1}`, entry('string')]),
    );
    this.#entries = new Map<string, Entry>([
      ['APPNAME', entry('constant', firmware.app)],
      ['DESIGN', entry('string')],
      ['LAYOUT', entry('multiline')],
      ['EXPORTS', entry('multiline')],
      ...labels,
    ]);
    this.#log = log;
  }

  keys(): readonly string[] {
    return [...this.#entries.keys()];
  }

  /** One text, or lines where the key has several. */
  get(key: string): string | readonly string[] {
    const { kind, lines } = this.#entry(key);
    return kind === 'multiline' ? lines : lines[0]!;
  }

  put(key: string, text: string): void {
    const found = this.#entry(key);
    require(found.kind === 'string', 'Cannot write to this field');
    this.#set(found, [text]);
  }

  writer(key: string): TableWriter {
    const found = this.#entry(key);
    require(found.kind === 'multiline', 'Cannot write to this field');
    return new Lines((lines) => this.#set(found, lines));
  }

  /** Lines for `*CHANGES`; what the firmware says of itself never changes and is not among them. */
  changes(since: number): readonly { readonly key: string; readonly text: string }[] {
    return [...this.#entries]
      .filter(([, { kind, updated }]) => kind !== 'constant' && updated > since)
      .map(([key, { kind, lines }]) => ({ key, text: `*METADATA.${key}${kind === 'string' ? `=${lines[0]}` : '<'}` }));
  }

  #entry(key: string): Entry {
    const found = this.#entries.get(key);
    if (found === undefined) throw new Refusal(`Metadata key ${key} not found`);
    return found;
  }

  #set(found: Entry, lines: readonly string[]): void {
    found.lines = lines;
    found.updated = this.#log.next();
  }
}

function entry(kind: Kind, text?: string): Entry {
  return { kind, lines: kind === 'multiline' ? [] : [text ?? ''], updated: FIRST_CHANGE };
}

class Lines extends TableWriter {
  readonly #lines: string[] = [];
  readonly #set: (lines: readonly string[]) => void;

  constructor(set: (lines: readonly string[]) => void) {
    super();
    this.#set = set;
  }

  protected write(line: string): void {
    this.#lines.push(line);
  }

  protected complete(): void {
    this.#set(this.#lines);
  }

  release(): void {}
}
