import type { PackageConfig } from '../../config/config.ts';
import { type Overlay, overlayText } from '../../config/overlay/overlay.ts';
import { outlineOf } from '../../model/lock/changes/lock-outline.ts';
import type { LockText } from '../../model/lock/read-lock.ts';
import type { RenderedPackage } from '../../model/rendered.ts';
import { readMemo, writeMemo } from '../../publish/memo.ts';
import { noteOutline } from '../../publish/outline-note.ts';
import { packageHash } from '../../publish/package-hash.ts';
import { renderKeys } from '../../render/render-key.ts';
import type { RenderOptions } from '../../render/render-options.ts';
import { templatesVersion } from '../../render/template-texts.ts';
import { changedPackage, type MadePackage } from './changed-package.ts';

/** What a package should be: a pure function of lock, config and templates. */
export interface ExpectedPackage {
  /** The hash of each text by path, as the manifest has it. */
  readonly hashes: ReadonlyMap<string, string>;
  /** Version of the templates. */
  readonly templates: string;
  /** Whether that was known without the lock being read as a whole: then it is sound all the same. */
  readonly isKnown: boolean;
  /** The texts of these files, not verified. */
  readonly render: (paths: readonly string[]) => Promise<RenderedPackage>;
  /** Spares the next command to make the texts again. For whoever holds the folder's mutex. */
  readonly remember: () => void;
}

/**
 * Neither parses the lock nor renders where this checkout knows the hashes of the same lock, config and templates; where
 * it knows those of a lock of which single classes have changed, these alone.
 */
export async function expectedPackage(config: PackageConfig, lock: LockText): Promise<ExpectedPackage> {
  const { dir } = config.output;
  const options = renderOptions(config);
  const { templates: _, ...plain } = options;
  const templates = templatesVersion(config.templates);
  const keys = renderKeys(lock.hash, plain, templates, overlayText(config.overlay));
  const memo = readMemo(dir);
  const whole = (): Promise<RenderedPackage> => renderAll(lock, options, config.overlay);
  const render = async (made: RenderedPackage, paths: readonly string[]): Promise<RenderedPackage> =>
    only(paths.every((path) => made.has(path)) ? made : await whole(), paths);
  if (memo?.key === keys.key) {
    const { hashes } = memo;
    return { hashes, templates, isKnown: true, render: (paths) => render(new Map(), paths), remember: () => undefined };
  }
  const changed = memo && (await changedPackage(config, lock, { memo, keys, options }));
  const { hashes, files, outline } = changed ?? (await wholePackage(lock, await whole()));
  return {
    hashes,
    templates,
    isKnown: changed !== undefined,
    render: (paths) => render(files, paths),
    remember: () => {
      writeMemo(dir, { key: keys.key, hashes });
      const known = outline();
      if (known !== undefined) noteOutline(dir, keys, known);
    },
  };
}

/** How a package of this config is made. */
export function renderOptions({ output, templates }: PackageConfig): RenderOptions {
  const { package: name, importExtension, layout } = output;
  return { package: name, importExtension, layout, ...(templates !== undefined && { templates }) };
}

function wholePackage(lock: LockText, files: RenderedPackage): MadePackage {
  const hashes = new Map(Array.from(files, ([path, { text }]) => [path, packageHash(path, text)]));
  return { hashes, files, outline: () => outlineOf(lock.lock, lock.bytes) };
}

async function renderAll({ lock }: LockText, options: RenderOptions, overlay: Overlay): Promise<RenderedPackage> {
  // Loaded late: they bring the template engine.
  const [{ overlaid }, { renderPackage }] = await Promise.all([
    import('../../config/overlay/apply-overlay.ts'),
    import('../../render/render-package.ts'),
  ]);
  const { lock: shown, extensionOf } = overlaid(lock, overlay);
  return renderPackage(shown, { ...options, extensionOf });
}

function only(files: RenderedPackage, paths: readonly string[]): RenderedPackage {
  const wanted = new Set(paths);
  return new Map([...files].filter(([path]) => wanted.has(path)));
}
