/** What a value register holds; the second word of `param`, `read` and `write` fields. */
export type ValueType = 'uint' | 'int' | 'scalar' | 'bit' | 'action' | 'lut' | 'time' | 'enum';

/** A field's class and type, in the words of a PandA's `config` file. */
export type FieldKind =
  | `${'param' | 'read' | 'write'} ${ValueType}`
  | 'time'
  | 'bit_out'
  | 'pos_out'
  | `ext_out ${'timestamp' | 'samples' | 'bits'}`
  | 'bit_mux'
  | 'pos_mux'
  | 'table';

export interface FieldShape {
  readonly name: string;
  readonly kind: FieldKind;
  readonly description: string;
  /** The largest value of an `uint`; the whole of 32 bits where absent. */
  readonly max?: number;
  /** Of an `enum`, by register value; a hole is a value without a label. */
  readonly labels?: readonly (string | undefined)[];
  /** Of a `scalar` or a `pos_out`: value = raw * scale + offset. */
  readonly scale?: number;
  readonly offset?: number;
  readonly units?: string;
  /** Which 32 bits of the bit bus an `ext_out bits` captures. */
  readonly word?: number;
  readonly table?: TableShape;
}

export interface TableShape {
  /** 32-bit words a row. */
  readonly rowWords: number;
  readonly maxWords: number;
  /** Whether it can be written while it is played (`<<`). */
  readonly streams: boolean;
  readonly columns: readonly ColumnShape[];
}

export interface ColumnShape {
  readonly name: string;
  readonly high: number;
  readonly low: number;
  readonly type: 'uint' | 'int' | 'enum';
  readonly description: string;
  readonly labels?: readonly string[];
}

/** A type of block, as one module of the firmware declares it. */
export interface BlockShape {
  readonly description: string;
  readonly fields: readonly FieldShape[];
}

export interface BlockEntry {
  readonly name: string;
  readonly count: number;
  readonly shape: BlockShape;
}

/** The block table of one firmware, and what else a PandA tells of it. */
export interface Firmware {
  /** The name of the app, which `*METADATA.APPNAME?` tells. */
  readonly app: string;
  /** Of the FPGA, as `*IDN?` tells it. */
  readonly version: string;
  readonly build: string;
  readonly user: string;
  /** Whether `StdDev` can be captured. */
  readonly hasStdDev: boolean;
  readonly blocks: readonly BlockEntry[];
}
