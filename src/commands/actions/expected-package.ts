import type { Config } from '../../config/config.ts';
import type { Lock } from '../../model/lock/lock.ts';
import type { RenderedPackage } from '../../model/rendered.ts';
import { sha256 } from '../../publish/disk.ts';
import type { RenderOptions } from '../../render/render-options.ts';
import { renderPackage } from '../../render/render-package.ts';

/** What a package should be: a pure function of lock, config and templates. */
export interface ExpectedPackage {
  /** The SHA-256 of each text by path. */
  readonly hashes: ReadonlyMap<string, string>;
  /** The texts of these files, not verified. */
  readonly render: (paths: readonly string[]) => Promise<RenderedPackage>;
}

export async function expectedPackage(config: Config, lock: Lock): Promise<ExpectedPackage> {
  const options: RenderOptions = {
    package: config.output.package,
    importExtension: config.output.importExtension,
    ...(config.templates !== undefined && { templates: config.templates }),
  };
  const files = await renderPackage(lock, options);
  return {
    hashes: new Map([...files].map(([path, { text }]) => [path, sha256(text)])),
    render: async (paths) => {
      const wanted = new Set(paths);
      return new Map([...files].filter(([path]) => wanted.has(path)));
    },
  };
}
