import { realpathSync } from 'node:fs';
import { join } from 'node:path';

/** Generated texts as they were, to be read in the place of those that are on the disk. */
export interface OlderTexts {
  /** The package's folder, absolute. */
  readonly folder: string;
  /** Its name. */
  readonly package: string;
  /** By path within the folder. */
  readonly files: ReadonlyMap<string, string>;
}

/** An output package in memory: at its own place, with the texts of another time. */
export class OlderPackage {
  readonly #name: string;
  readonly #folders: readonly string[];
  readonly #files: ReadonlyMap<string, string>;

  constructor({ folder, package: name, files }: OlderTexts) {
    this.#name = name;
    this.#files = files;
    this.#folders = [...new Set([real(folder), folder])].map((each) => `${each.replaceAll('\\', '/')}/`);
  }

  /** The text of a file that the package had; `undefined` of any other. */
  text(path: string): string | undefined {
    const folder = this.#folders.find((each) => path.startsWith(each));
    return folder === undefined ? undefined : this.#files.get(path.slice(folder.length));
  }

  has(path: string): boolean {
    return this.#folders.some((folder) => path.startsWith(folder));
  }

  /** Where a file of the package is. */
  path(file: string): string {
    return join(this.#folders[0] ?? '', file).replaceAll('\\', '/');
  }

  /**
   * The file that an import by the package's name means: `@bl01/devices/motor`. So it does not matter whether and how
   * the package is installed where the code is.
   */
  resolve(specifier: string): string | undefined {
    if (!specifier.startsWith(`${this.#name}/`)) return undefined;
    const stem = specifier.slice(this.#name.length + 1).replace(/\.(?:d\.)?[cm]?[jt]s$/, '');
    return this.#files.has(`${stem}.ts`) ? this.path(`${stem}.ts`) : undefined;
  }
}

function real(folder: string): string {
  try {
    return realpathSync(folder);
  } catch {
    return folder;
  }
}
