import type { ColumnShape, TableShape } from '../firmware/block-table.ts';
import { require } from '../text/refusal.ts';
import { Field, type FieldPlace } from './field.ts';
import { base64Lines, wordsOfBase64, wordsOfText } from './table-text.ts';
import { TableWriter } from './table-writer.ts';

/** How `NAME<` goes on. */
export interface WriteForm {
  readonly isStreamed: boolean;
  readonly isLast: boolean;
  readonly isBase64: boolean;
}

type Mode = 'INIT' | 'FIXED' | 'STREAMING' | 'STREAMING_LAST';

interface Content {
  words: Uint32Array;
  mode: Mode;
  isWritten: boolean;
  /** Lines that waited when changes were last told. */
  queued: number;
}

export class TableField extends Field {
  readonly table: TableShape;
  readonly #contents: readonly Content[];

  constructor(place: FieldPlace) {
    const table = place.shape.table!;
    super(place, 'TABLE', [
      { name: 'LENGTH', description: 'Words in the table', get: (n) => String(this.#contents[n]!.words.length) },
      { name: 'MAX_LENGTH', description: 'Words it can hold', get: () => String(table.maxWords) },
      { name: 'FIELDS', description: 'Columns of a line', list: () => table.columns.map(columnText) },
      { name: 'B', description: 'The table in base64', list: (n) => this.base64(n) },
      { name: 'ROW_WORDS', description: 'Words of a line', get: () => String(table.rowWords) },
      {
        name: 'QUEUED_LINES',
        description: 'Streamed lines that wait',
        isTracked: true,
        get: (n) => String(this.#queuedLines(n)),
      },
      { name: 'MODE', description: 'How it was written', get: (n) => this.#contents[n]!.mode },
    ]);
    this.table = table;
    this.#contents = Array.from({ length: place.block.count }, () => ({
      words: new Uint32Array(),
      mode: 'INIT',
      isWritten: false,
      queued: 0,
    }));
  }

  override list(instance: number): readonly string[] {
    return Array.from(this.#contents[instance]!.words, String);
  }

  base64(instance: number): readonly string[] {
    return base64Lines(this.#contents[instance]!.words);
  }

  column(name: string): ColumnShape | undefined {
    return this.table.columns.find((column) => column.name === name);
  }

  override pollAttributes(): void {
    this.#contents.forEach((content, instance) => {
      const queued = this.#queuedLines(instance);
      if (queued === content.queued) return;
      content.queued = queued;
      this.touchAttribute('QUEUED_LINES', instance);
    });
  }

  /** Begins a write, which no other connection can join. */
  writer(instance: number, form: WriteForm): TableWriter {
    const content = this.#contents[instance]!;
    require(!content.isWritten, 'Table currently being written');
    require(!form.isStreamed || this.table.streams, 'Table does not support streaming');
    content.isWritten = true;
    return new Writer(this, form, {
      complete: (words) => this.#replace(instance, words, form),
      release: () => {
        content.isWritten = false;
      },
    });
  }

  #replace(instance: number, words: Uint32Array, form: WriteForm): void {
    const content = this.#contents[instance]!;
    const { name } = this.shape;
    if (words.length === 0) {
      this.hardware.writeTable(this.block.name, instance, name, words, 'none');
      content.mode = 'INIT';
    } else if (form.isStreamed) {
      this.hardware.writeTable(this.block.name, instance, name, words, form.isLast ? 'last piece' : 'piece');
      // What the documentation calls the last piece is a first one, where the table was a fixed one.
      content.mode = form.isLast && content.mode !== 'FIXED' ? 'STREAMING_LAST' : 'STREAMING';
    } else {
      this.hardware.writeTable(this.block.name, instance, name, words, 'fixed');
      content.mode = 'FIXED';
    }
    content.words = form.isStreamed ? new Uint32Array() : words;
    this.touch(instance);
  }

  #queuedLines(instance: number): number {
    return this.hardware.queuedLines(this.block.name, instance, this.shape.name);
  }
}

interface Ends {
  readonly complete: (words: Uint32Array) => void;
  readonly release: () => void;
}

class Writer extends TableWriter {
  readonly #table: TableShape;
  readonly #form: WriteForm;
  readonly #ends: Ends;
  readonly #words: number[] = [];

  constructor(field: TableField, form: WriteForm, ends: Ends) {
    super();
    this.#table = field.table;
    this.#form = form;
    this.#ends = ends;
  }

  protected write(line: string): void {
    const room = this.#table.maxWords - this.#words.length;
    const words = this.#form.isBase64 ? wordsOfBase64(line, room) : wordsOfText(line, room);
    for (let i = 0; i < words.length; i++) this.#words.push(words[i]!);
  }

  protected complete(): void {
    require(this.#words.length % this.#table.rowWords === 0, 'Table write is not a whole number of rows');
    this.#ends.complete(Uint32Array.from(this.#words));
  }

  release(): void {
    this.#ends.release();
  }
}

function columnText({ high, low, name, type }: ColumnShape): string {
  return `${high}:${low} ${name} ${type}`;
}
