import type { Io } from '../../../core/contract/seam.ts';
import type { LongStringArray } from '../../codec/any.ts';
import { protocolError } from '../../codec/protocol-error.ts';
import type { Database } from './database.ts';
import { DevFailed } from '../device/dev-failed.ts';
import type { DatabaseDevice } from '../types.ts';

/** Fixed text: nothing that anybody typed ever becomes SQL. */
export const DEVICE_TABLE_QUERY = 'SELECT name, class, server, exported, ior, alias FROM device';
const COLUMNS = 6;
/** What databases write where there is no object reference. */
const NO_IOR = 'nada';
/** Devices asked for at a time where the table cannot be had at once. */
const AT_A_TIME = 16;

/** The rows of {@link DEVICE_TABLE_QUERY}: cells row by row; a flag a cell (0 is null), then rows and fields. */
export function readDeviceTable({ lvalue, svalue }: LongStringArray): readonly DatabaseDevice[] {
  const rows = lvalue.at(-2) ?? -1;
  if (lvalue.at(-1) !== COLUMNS || rows * COLUMNS !== svalue.length || lvalue.length !== svalue.length + 2) {
    throw protocolError(`a device table of ${svalue.length} cells and ${lvalue.length} flags`);
  }
  const cell = (at: number): string => (lvalue[at] === 0 ? '' : (svalue[at] ?? ''));
  return Array.from({ length: rows }, (_, row) => {
    const at = row * COLUMNS;
    const alias = cell(at + 5);
    return {
      name: cell(at),
      class: cell(at + 1),
      server: cell(at + 2),
      exported: Number(cell(at + 3)) !== 0,
      ior: realIor(cell(at + 4)),
      ...(alias === '' ? {} : { alias }),
    };
  });
}

/** The object reference, empty where the database has none. */
export function realIor(text: string): string {
  return text === NO_IOR ? '' : text;
}

/** The same for a database that does not take the query: name lists, then each device by itself. */
export async function askDeviceTable(database: Database, io: Io): Promise<readonly DatabaseDevice[]> {
  const [defined, exported, aliases] = await Promise.all([
    database.definedDevices('*', io),
    database.exportedDevices('*', io),
    database.aliases('*', io),
  ]);
  const named = await eachOf(aliases, async (alias) => [alias, await unlessGone(database.deviceOfAlias(alias, io))]);
  const aliasOf = new Map(named.map(([alias, device]) => [device?.toLowerCase(), alias]));
  const names = new Map([...defined, ...exported].map((name) => [name.toLowerCase(), name]));
  const rows = await eachOf([...names.values()], (name) => unlessGone(database.importDevice(name, io)));
  return rows
    .filter((row) => row !== undefined)
    .map(({ name, class: deviceClass, server, exported: running, ior }) => {
      const alias = aliasOf.get(name.toLowerCase());
      return { name, class: deviceClass, server, exported: running, ior, ...(alias === undefined ? {} : { alias }) };
    });
}

/** Undefined for what was deleted since the list was made. */
async function unlessGone<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof DevFailed) return undefined;
    throw error;
  }
}

/** A few at a time, the results in the order of the items. */
async function eachOf<T, R>(items: readonly T[], ask: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let at = next++; at < items.length; at = next++) results[at] = await ask(items[at] as T);
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, worker));
  return results;
}
