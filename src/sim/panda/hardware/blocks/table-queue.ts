import type { TableWrite } from '../hardware.ts';

/** The table that a block plays: one that it plays again and again, or pieces that follow each other. */
export class TableQueue {
  readonly #rowWords: number;
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

  /** Rows that wait, of a stream. */
  get waiting(): number {
    if (!this.#isStreamed) return 0;
    const words = this.#pieces.reduce((sum, piece) => sum + piece.length, 0);
    return words === 0 ? 0 : words / this.#rowWords - this.#row;
  }

  write(words: Uint32Array, how: TableWrite): void {
    const isPiece = how === 'piece' || how === 'last piece';
    if (!isPiece || !this.#isStreamed || this.#hasLast) this.clear();
    if (how !== 'none') this.#pieces.push(words);
    this.#isStreamed = isPiece;
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
}
