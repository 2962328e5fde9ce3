import type { LongStringArray } from '@devgen/runtime/tango/codec';
import { DevFailed } from '../device/dev-failed.ts';
import type { DeviceRow, Directory } from './directory.ts';

const COLUMNS: Readonly<Record<string, (row: DeviceRow) => string | undefined>> = {
  name: ({ name }) => name,
  class: (row) => row.class,
  server: ({ server }) => server,
  exported: ({ exported }) => (exported ? '1' : '0'),
  ior: ({ ior }) => ior,
  alias: ({ alias }) => alias,
  host: ({ host }) => host,
  version: ({ version }) => version,
  pid: ({ pid }) => String(pid),
};

const SELECT = /^\s*select\s+([\w\s,]+?)\s+from\s+device(?:\s+where\s+exported\s*=\s*([01]))?\s*;?\s*$/i;

/** The only table that anybody asks for in SQL, and the only SQL: everything else is `DB_SQLError`. */
export function selectDevices(directory: Directory, query: string): LongStringArray {
  const match = SELECT.exec(query);
  const columns = match?.[1]?.split(',').map((column) => column.trim().toLowerCase());
  const read = columns?.map((column) => (Object.hasOwn(COLUMNS, column) ? COLUMNS[column] : undefined));
  if (read === undefined || read.includes(undefined)) {
    throw new DevFailed('DB_SQLError', `Not a query that this database knows: ${query}`, 'DataBase');
  }
  const rows = directory
    .devices()
    .filter(({ exported }) => match?.[2] === undefined || exported === (match[2] === '1'));
  const cells = rows.flatMap((row) => read.map((cell) => cell?.(row)));
  return {
    lvalue: Int32Array.from([...cells.map((cell) => (cell === undefined ? 0 : 1)), rows.length, read.length]),
    svalue: cells.map((cell) => cell ?? ''),
  };
}
