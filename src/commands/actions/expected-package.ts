import type { PackageConfig } from '../../config/config.ts';
import { overlaid } from '../../config/overlay/apply-overlay.ts';
import { type Overlay, overlayText } from '../../config/overlay/overlay.ts';
import type { LockText } from '../../model/lock/read-lock.ts';
import type { RenderedPackage } from '../../model/rendered.ts';
import { readMemo, writeMemo } from '../../publish/memo.ts';
import { packageHash } from '../../publish/package-hash.ts';
import { renderKey } from '../../render/render-key.ts';
import type { RenderOptions } from '../../render/render-options.ts';
import { templatesVersion } from '../../render/template-texts.ts';

/** What a package should be: a pure function of lock, config and templates. */
export interface ExpectedPackage {
  /** The hash of each text by path, as the manifest has it. */
  readonly hashes: ReadonlyMap<string, string>;
  /** Version of the templates. */
  readonly templates: string;
  /** Whether that was known without the lock being read: then it was checked when it was read. */
  readonly isKnown: boolean;
  /** The texts of these files, not verified. */
  readonly render: (paths: readonly string[]) => Promise<RenderedPackage>;
  /** Spares the next command to make the texts again. For whoever holds the folder's mutex. */
  readonly remember: () => void;
}

/** Neither parses the lock nor renders where this checkout knows the hashes of the same lock, config and templates. */
export async function expectedPackage(config: PackageConfig, lock: LockText): Promise<ExpectedPackage> {
  const { dir } = config.output;
  const options = renderOptions(config);
  const { templates: _, ...plain } = options;
  const templates = await templatesVersion(config.templates);
  const key = renderKey(lock.bytes, plain, templates, overlayText(config.overlay));
  const known = readMemo(dir, key);
  const render = (): Promise<RenderedPackage> => renderAll(lock, options, config.overlay);
  const all = known === undefined ? await render() : undefined;
  const hashes = known ?? hashesOf(all ?? new Map());
  return {
    hashes,
    templates,
    isKnown: known !== undefined,
    render: async (paths) => only(all ?? (await render()), paths),
    remember: () => {
      if (known === undefined) writeMemo(dir, key, hashes);
    },
  };
}

/** How a package of this config is made. */
export function renderOptions({ output, templates }: PackageConfig): RenderOptions {
  const { package: name, importExtension, layout } = output;
  return { package: name, importExtension, layout, ...(templates !== undefined && { templates }) };
}

async function renderAll({ lock }: LockText, options: RenderOptions, overlay: Overlay): Promise<RenderedPackage> {
  const { lock: shown, extensionOf } = overlaid(lock, overlay);
  // Loaded late: it brings the template engine.
  const { renderPackage } = await import('../../render/render-package.ts');
  return renderPackage(shown, { ...options, extensionOf });
}

function hashesOf(files: RenderedPackage): ReadonlyMap<string, string> {
  return new Map([...files].map(([path, { text }]) => [path, packageHash(path, text)]));
}

function only(files: RenderedPackage, paths: readonly string[]): RenderedPackage {
  const wanted = new Set(paths);
  return new Map([...files].filter(([path]) => wanted.has(path)));
}
