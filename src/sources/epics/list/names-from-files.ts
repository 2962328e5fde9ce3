import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { DevgenError } from '@devgen/runtime/contract';
import { loadDatabase } from '../database/load-database.ts';
import type { EpicsOptions } from '../settings.ts';
import type { SourceSettings } from '../../source-kind.ts';

export interface NamesFromFiles {
  readonly pvs: readonly string[];
}

/** The PVs that the files of a config name. Throws `CONFIG.FILE` with the line that names a file which is no good. */
export async function namesFromFiles(
  { lists = [], databases = [] }: EpicsOptions,
  { folder = '.', place }: Pick<SourceSettings, 'folder' | 'place'>,
): Promise<NamesFromFiles> {
  const listed = await Promise.all(
    lists.map((file, index) => inConfig(() => readList(resolve(folder, file)), place?.('lists', index))),
  );
  const loaded = await Promise.all(
    databases.map(({ file, macros = {}, path = [] }, index) =>
      inConfig(
        () =>
          loadDatabase(resolve(folder, file), {
            macros: new Map(Object.entries(macros)),
            path: path.map((each) => resolve(folder, each)),
          }),
        place?.('databases', index, 'file'),
      ),
    ),
  );
  return { pvs: [...listed.flat(), ...loaded.flatMap(({ names }) => names)] };
}

async function readList(file: string): Promise<readonly string[]> {
  const lines = (await readFile(file, 'utf8')).split(/\r?\n/);
  return lines.map((line) => line.replace(/#.*$/, '').trim()).filter((line) => line !== '');
}

async function inConfig<T>(read: () => Promise<T>, place: string | undefined): Promise<T> {
  try {
    return await read();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const at = place === undefined ? '' : `${place}: `;
    const hint = error instanceof DevgenError ? error.hint : undefined;
    throw new DevgenError(`${at}${why}`, { code: 'CONFIG.FILE', hint: hint ?? 'Correct the path.', cause: error });
  }
}
