import { readFile } from 'node:fs/promises';
import { relative } from 'node:path';
import type { PackageConfig } from '../../config/config.ts';
import { LOCK_FILE } from '../../model/lock/lock.ts';
import type { LockText } from '../../model/lock/read-lock.ts';
import { PACKAGE_FILE, versionIn, withVersion } from '../../model/package-version.ts';
import { publish, publishLock } from '../../publish/publish.ts';
import { modelVersion } from '../../model/model-version.ts';
import type { RenderedPackage } from '../../model/rendered.ts';
import { noteLock } from '../../publish/lock-note.ts';
import type { PublishedData } from '../../report/generate-text.ts';
import { expectedPackage } from './expected-package.ts';
import { ownManifest } from './own-manifest.ts';

export interface PublishRequest {
  readonly overwrite: boolean | ReadonlySet<string>;
  readonly rebased?: ReadonlySet<string>;
  readonly abandon?: boolean;
  /** `generate` leaves the lock as it is. */
  readonly parts: 'lock' | 'classes' | 'both';
  readonly signal: AbortSignal;
}

/** Brings lock and classes to the disk as one; only what changes is verified and written. */
export async function publishPackage(
  config: PackageConfig,
  lock: LockText,
  request: PublishRequest,
): Promise<PublishedData> {
  const { dir: folder } = config.output;
  const dir = shownFolder(config);
  if (request.parts === 'lock') {
    const written = (await publishLock(folder, lock.bytes.toString('utf8'), request.signal)) === 'written';
    if (lock.isChecked) noteLock(folder, lock.hash, modelVersion());
    return { dir, written: written ? [LOCK_FILE] : [], removed: [], kept: [], unchanged: written ? 0 : 1 };
  }
  const expected = await expectedPackage(config, lock);
  const done = await publish(folder, {
    expected: expected.hashes,
    textsOf: async (paths) => withOwnVersion(await verified(await expected.render(paths)), config),
    ...(request.parts === 'both' && { lock: lock.bytes.toString('utf8') }),
    overwrite: request.overwrite,
    ...(request.rebased && { rebased: request.rebased }),
    abandon: request.abandon ?? false,
    versions: { devgen: await ownVersion(), templates: expected.templates },
    signal: request.signal,
  });
  expected.remember();
  if (lock.isChecked || expected.isKnown) noteLock(folder, lock.hash, modelVersion());
  const lockWritten = done.lock === 'written' ? [LOCK_FILE] : [];
  return {
    dir,
    written: [...lockWritten, ...done.written],
    removed: done.removed,
    kept: done.kept,
    unchanged: done.unchanged + 1 - lockWritten.length,
  };
}

export async function verified(files: RenderedPackage): Promise<ReadonlyMap<string, string>> {
  // Loaded late: it brings a compiler.
  const { verify } = await import('../../reader/verify.ts');
  await verify(files);
  return new Map([...files].map(([path, { text }]) => [path, text]));
}

/** The version that stands in the file is its user's, however it came there. */
function withOwnVersion(texts: ReadonlyMap<string, string>, config: PackageConfig): ReadonlyMap<string, string> {
  const text = texts.get(PACKAGE_FILE);
  const version = text === undefined ? undefined : versionIn(ownManifest(config));
  return text === undefined || version === undefined
    ? texts
    : new Map([...texts, [PACKAGE_FILE, withVersion(text, version)]]);
}

/** The package's folder as a person knows it: from the config. */
export function shownFolder({ folder, output }: PackageConfig): string {
  return relative(folder, output.dir).replaceAll('\\', '/') || '.';
}

export async function ownVersion(): Promise<string> {
  const text = await readFile(new URL('../../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { readonly version: string }).version;
}
