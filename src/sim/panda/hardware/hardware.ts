/** How a table is written: whole, as a piece of a stream, as its last piece, or taken away. */
export type TableWrite = 'fixed' | 'piece' | 'last piece' | 'none';

export interface BusReading {
  readonly values: ArrayLike<number>;
  /** 1 where a line changed since the last reading, also when it changed back. */
  readonly changed: Uint8Array;
}

/** What the server sees of the FPGA: registers, tables and buses. Instances count from 0. */
export interface Hardware {
  /** Up to 48 bits, unsigned, for a `time`; 32 bits for everything else. */
  write(block: string, instance: number, register: string, value: number): void;
  /** 32 bits, unsigned. */
  read(block: string, instance: number, register: string): number;
  writeTable(block: string, instance: number, register: string, words: Uint32Array, how: TableWrite): void;
  /** Lines of a streamed table that wait to be played. */
  queuedLines(block: string, instance: number, register: string): number;
  readBits(): BusReading;
  readPositions(): BusReading;
}
