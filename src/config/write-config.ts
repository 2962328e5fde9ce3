import { realpath, rename, writeFile } from 'node:fs/promises';
import type { Config, PackageConfig } from './config.ts';
import { type ConfigEdit, edited } from './edit-config.ts';
import { parseConfig } from './read-config.ts';
import { readText } from '../model/read-text.ts';

/** A config with edits, not yet written. */
export interface Edited<C> {
  readonly config: C;
  readonly write: () => Promise<void>;
}

/** What a config becomes with values set; checked as if it had been read. */
export async function editedConfig(
  { file }: Pick<Config, 'file'>,
  edits: readonly ConfigEdit[],
): Promise<Edited<Config>> {
  const before = (await readText(file)) ?? '';
  const text = edited(before, edits, file);
  return {
    config: await parseConfig(text, file),
    write: async () => {
      if (text === before) return;
      // In one step: half a config would be nobody's.
      const path = await realpath(file);
      await writeFile(`${path}.new`, text);
      await rename(`${path}.new`, path);
    },
  };
}

/** The same, of what a config says of one of its packages. */
export async function editedPackage(
  before: PackageConfig,
  edits: readonly ConfigEdit[],
): Promise<Edited<PackageConfig>> {
  const { config, write } = await editedConfig(before, edits);
  const after = config.packages.find(({ output }) => output.dir === before.output.dir);
  return { config: after ?? config.packages[0], write };
}
