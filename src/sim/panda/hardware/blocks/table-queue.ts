import type { TableWrite } from '../hardware.ts';

interface Written {
  readonly words: Uint32Array;
  readonly how: TableWrite;
}

/** The table that a block plays: one that it plays again and again, or pieces that follow each other. */
export class TableQueue {
  readonly #rowWords: number;
  readonly #underway: Written[] = [];
  #pieces: Uint32Array[] = [];
  #isStreamed = false;
  #hasLast = false;
  #row = 0;

  constructor(rowWords: number) {
    this.#rowWords = rowWords;
  }

  get isEmpty(): boolean {
    return this.#pieces.length === 0;
  }

  get isStreamed(): boolean {
    return this.#isStreamed;
  }

  /** The piece being played. */
  get words(): Uint32Array {
    return this.#pieces[0] ?? new Uint32Array();
  }

  get row(): number {
    return this.#row;
  }

  /** Whether the row is the last of its piece. */
  get isLastRow(): boolean {
    return this.#row + 1 >= this.words.length / this.#rowWords;
  }

  /** Whether no more will come behind this piece. */
  get isLastPiece(): boolean {
    return !this.#isStreamed || (this.#hasLast && this.#pieces.length === 1);
  }

  /** Rows that wait, of a stream: those too that the block has yet to see. */
  get waiting(): number {
    let joinable = this.#isStreamed && !this.#hasLast;
    let rows = this.#isStreamed ? this.#rows(this.#pieces) - this.#row : 0;
    for (const { words, how } of this.#underway) {
      if (!joinable || !isPiece(how)) rows = 0;
      if (isPiece(how)) rows += this.#rows([words]);
      joinable = how === 'piece';
    }
    return rows;
  }

  /** What was written, and the block has yet to see. */
  announce(words: Uint32Array, how: TableWrite): void {
    this.#underway.push({ words, how });
  }

  /** Whether what was written first goes on with what there is. */
  get isContinued(): boolean {
    return this.#isStreamed && !this.#hasLast && isPiece(this.#underway[0]!.how);
  }

  /** Takes in what was written first. */
  receive(): void {
    if (!this.isContinued) this.clear();
    const { words, how } = this.#underway.shift()!;
    if (how !== 'none') this.#pieces.push(words);
    this.#isStreamed = isPiece(how);
    this.#hasLast = how === 'last piece';
  }

  /** Goes back to the first row of what there is. */
  rewind(): void {
    this.#row = 0;
  }

  /** To the next row; within a stream to the first of the next piece, if it is there. */
  next(): boolean {
    this.#row++;
    if (this.#row < this.words.length / this.#rowWords) return true;
    this.#row = 0;
    if (!this.#isStreamed) return true;
    this.#pieces.shift();
    return this.#pieces.length > 0;
  }

  clear(): void {
    this.#pieces = [];
    this.#isStreamed = false;
    this.#hasLast = false;
    this.#row = 0;
  }

  #rows(pieces: readonly Uint32Array[]): number {
    return pieces.reduce((sum, { length }) => sum + length, 0) / this.#rowWords;
  }
}

function isPiece(how: TableWrite): boolean {
  return how === 'piece' || how === 'last piece';
}
