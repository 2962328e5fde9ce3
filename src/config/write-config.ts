import { realpath, rename, writeFile } from 'node:fs/promises';
import type { Config } from './config.ts';
import { type ConfigEdit, edited } from './edit/edit-config.ts';
import { parseConfig } from './read-config.ts';
import { readText } from '../model/read-text.ts';

/** A config with edits, not yet written. */
export interface EditedConfig {
  readonly config: Config;
  readonly write: () => Promise<void>;
}

/** What a config becomes with values set; checked as if it had been read. */
export async function editedConfig({ file }: Config, edits: readonly ConfigEdit[]): Promise<EditedConfig> {
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
