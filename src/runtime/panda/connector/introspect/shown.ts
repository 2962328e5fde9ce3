import type { Change } from '../../codec/control/change.ts';
import type { Identity } from '../../codec/control/identity.ts';
import type { FieldListing } from '../../codec/control/listing.ts';
import type { TableColumn, TableLayout } from '../../codec/table/table-layout.ts';

/** What a box shows of itself. */
export interface BoxShown {
  readonly identity: Identity;
  /** Ticks a second. */
  readonly clock: number;
  /** Sorted by name. */
  readonly blocks: readonly BlockShown[];
  /** Labels of every bit multiplexer of the box, and of every position multiplexer, the constants first. */
  readonly bitMux: readonly string[];
  readonly posMux: readonly string[];
  /** Name of the firmware's application; `undefined` where the box does not tell. */
  readonly application: string | undefined;
  /** Keys of the metadata, sorted. */
  readonly metadata: readonly string[];
  /** What the box told of values when it was asked, of metadata at least. */
  readonly changes: readonly Change[];
}

export interface BlockShown {
  readonly name: string;
  readonly count: number;
  readonly description: string;
  /** In the order of their declaration. */
  readonly fields: readonly FieldShown[];
}

export interface FieldShown extends FieldListing {
  readonly description: string;
  /** Attributes that it has, with their descriptions. */
  readonly attributes: ReadonlyMap<string, string>;
  /** Of an enum. */
  readonly labels: readonly string[];
  /** Of a time. */
  readonly units: readonly string[];
  /** Ways to capture it, as the box combines them. */
  readonly captures: readonly string[];
  /** Attributes that are constants of the firmware, as texts. */
  readonly constants: ReadonlyMap<string, string>;
  readonly table: TableShown | undefined;
}

export interface TableShown {
  readonly layout: TableLayout;
  readonly columns: readonly ColumnShown[];
  /** Rows that fit. */
  readonly maxRows: number;
}

export interface ColumnShown {
  readonly column: TableColumn;
  readonly description: string;
  /** Of an enum. */
  readonly labels: readonly string[];
}
