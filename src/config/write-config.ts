import { realpath, rename, rm, writeFile } from 'node:fs/promises';
import type { Config, PackageConfig } from './config.ts';
import { type ConfigEdit, edited } from './edit/edit-config.ts';
import { parseConfig } from './read-config.ts';
import { readText } from '../model/read-text.ts';

/** A config with edits, not yet written. */
export interface Edited<C> {
  readonly config: C;
  readonly write: () => Promise<void>;
  /** Writes it once the work has succeeded; whether it can be written is known before the work begins. */
  readonly writeBehind: <R>(work: () => Promise<R>) => Promise<R>;
}

/** What a config becomes with values set; checked as if it had been read. */
export async function editedConfig(
  { file }: Pick<Config, 'file'>,
  edits: readonly ConfigEdit[],
): Promise<Edited<Config>> {
  const before = readText(file) ?? '';
  const text = edited(before, edits, file);
  const writeBehind = async <R>(work: () => Promise<R>): Promise<R> => {
    if (text === before) return work();
    // In one step: half a config would be nobody's.
    const path = await realpath(file);
    const draft = `${path}.new`;
    try {
      await writeFile(draft, text);
      const done = await work();
      await rename(draft, path);
      return done;
    } catch (error) {
      await rm(draft, { force: true });
      throw error;
    }
  };
  return { config: await parseConfig(text, file), write: () => writeBehind(async () => {}), writeBehind };
}

/** The same, of what a config says of one of its packages. */
export async function editedPackage(
  before: PackageConfig,
  edits: readonly ConfigEdit[],
): Promise<Edited<PackageConfig>> {
  const { config, ...written } = await editedConfig(before, edits);
  const after = config.packages.find(({ output }) => output.dir === before.output.dir);
  return { config: after ?? config.packages[0], ...written };
}
