import { protocolError } from '../protocol-error.ts';

/** A column of a table: some bits of each row. */
export interface TableColumn {
  readonly name: string;
  /** Lowest bit, counted over the words of a row. */
  readonly low: number;
  /** Highest bit, itself included. */
  readonly high: number;
  readonly kind: 'uint' | 'int' | 'enum';
}

/** How the rows of a table lie in words of 32 bits. */
export interface TableLayout {
  readonly rowWords: number;
  /** In the order of their declaration, which need not be that of their bits. */
  readonly columns: readonly TableColumn[];
}

/** `20:16 TRIGGER enum`. Throws PANDA.PROTOCOL, also for a column that crosses two words. */
export function parseColumn(line: string): TableColumn {
  const [, high, low, name, kind = 'uint'] = /^(\d{1,5}):(\d{1,5}) (\S+)(?: (\S+))?$/.exec(line) ?? [];
  const isKnown = kind === 'uint' || kind === 'int' || kind === 'enum';
  const column = { name: name ?? '', low: Number(low), high: Number(high) };
  const isSound = column.low <= column.high && column.low >> 5 === column.high >> 5;
  if (name === undefined || !isKnown || !isSound) throw protocolError('a table column that cannot be read', line);
  return { ...column, kind };
}

/** `rowWords` as the server tells it; older servers do not, and then the highest bit decides. */
export function tableLayout(columns: readonly TableColumn[], rowWords?: number): TableLayout {
  const needed = Math.max(1, ...columns.map(({ high }) => (high >> 5) + 1));
  if (rowWords !== undefined && rowWords < needed) throw protocolError('a table column beyond its row', rowWords);
  return { rowWords: rowWords ?? needed, columns };
}
