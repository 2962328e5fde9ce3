import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Every file of a package folder with its text, without what is of this checkout only. */
export async function bytesOf(folder: string): Promise<Readonly<Record<string, string>>> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const files = entries.filter((entry) => entry.isFile() && !entry.parentPath.includes('.devgen'));
  const texts = await Promise.all(
    files.map(async (entry) => [entry.name, await readFile(join(entry.parentPath, entry.name), 'utf8')] as const),
  );
  return Object.fromEntries(texts);
}
