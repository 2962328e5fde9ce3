import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DevgenError } from '@devgen/runtime/contract';
import { nearest } from '../../config/nearest.ts';
import { readConfig } from '../../config/read-config.ts';
import { editedConfig } from '../../config/write-config.ts';
import { ejected } from '../../render/ejected.ts';
import { defaultTemplates, SUFFIX } from '../../render/template-texts.ts';
import type { EjectData } from '../../report/eject-text.ts';
import type { Outcome } from '../../report/outcome.ts';
import { shown } from './subclass-file.ts';
import type { Place } from './workspace.ts';

/** Where templates go when the config names no folder. */
const FOLDER = './devgen-templates';

export interface EjectRequest extends Place {
  /** With or without its ending. */
  readonly name: string;
}

/** Copies a default template for a user to edit. */
export async function eject({ config: given, folder, name: written }: EjectRequest): Promise<Outcome<EjectData>> {
  const config = await readConfig(given, folder);
  const name = written.endsWith(SUFFIX) ? written.slice(0, -SUFFIX.length) : written;
  const defaults = defaultTemplates();
  const text = defaults.get(name)?.text;
  if (text === undefined) throw unknown(name, [...defaults.keys()]);
  const after =
    config.templates === undefined ? await editedConfig(config, [{ path: ['templates'], value: FOLDER }]) : undefined;
  const own = after?.config.templates ?? config.templates ?? '';
  const path = join(own, name + SUFFIX);
  await mkdir(own, { recursive: true });
  await writeNew(path, ejected(name, text), shown(config, path));
  await after?.write();
  return {
    data: { template: name, file: shown(config, path), ...(after && { config: shown(config, config.file) }) },
    warnings: [],
    reasons: [],
    folder: config.folder,
  };
}

function unknown(name: string, all: readonly string[]): DevgenError {
  const meant = nearest(name, all);
  return new DevgenError(`devgen has no template ${name}\nIts templates are ${all.join(', ')}.`, {
    code: 'USAGE.NAME_UNKNOWN',
    hint: `devgen templates eject ${meant ?? all[0] ?? ''}`,
  });
}

async function writeNew(path: string, text: string, known: string): Promise<void> {
  try {
    await writeFile(path, text, { flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    throw new DevgenError(`${known} exists already\nIt may hold what you wrote: it is not replaced.`, {
      code: 'USAGE.FILE_EXISTS',
      hint: `Move it away first, and compare it with the new one.`,
    });
  }
}
