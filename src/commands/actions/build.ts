import { join, relative, resolve, sep } from 'node:path';
import { DevgenError } from '@devgen/runtime/contract';
import type { PackageConfig } from '../../config/config.ts';
import { ConfigError } from '../../config/config-error.ts';
import { isIn } from '../../config/outputs/refuse-outputs.ts';
import { overlaid } from '../../config/overlay/apply-overlay.ts';
import { builtManifest } from '../../model/built-manifest.ts';
import type { LockText } from '../../model/lock/read-lock.ts';
import { PACKAGE_FILE, versionIn } from '../../model/package-version.ts';
import { sha256, textHash } from '../../publish/disk.ts';
import { withMutex } from '../../publish/mutex.ts';
import { publish } from '../../publish/publish.ts';
import { publishError } from '../../publish/publish-error.ts';
import { templatesVersion } from '../../render/template-texts.ts';
import type { BuildData } from '../../report/build-text.ts';
import type { Outcome, Outcomes } from '../../report/outcome.ts';
import { renderOptions } from './expected-package.ts';
import { inspectFiles, type InspectedFiles } from './inspect-files.ts';
import { keptReasons, keptWarnings } from './kept-files.ts';
import { ownVersion, verified } from './publish-package.ts';
import { shown } from './subclass-file.ts';
import { ownManifest } from './own-manifest.ts';
import { ofEach, openWorkspaces, type Place } from './workspace.ts';

export interface BuildRequest extends Place {
  /** Where the built packages go, each in a folder of its name; `dist` beside the config when absent. */
  readonly out: string | undefined;
  readonly overwrite: boolean;
  readonly signal: AbortSignal;
}

/** Makes of each package what a registry takes: JavaScript with declarations, for Node strips no types of what is installed. */
export async function build(request: BuildRequest): Promise<Outcomes<BuildData>> {
  return ofEach(await openWorkspaces(request, request), async (workspace) =>
    buildPackage(await inspectFiles(workspace, request), request),
  );
}

async function buildPackage(
  { config, read, findings }: InspectedFiles,
  { folder, out, overwrite, signal }: BuildRequest,
): Promise<Outcome<BuildData>> {
  const { package: name } = config.output;
  if (findings.length > 0)
    throw publishError(
      'STALE',
      `${name} is not what lock, config and templates give: ${findings.map(({ path }) => path).join(', ')}`,
      'devgen check',
    );
  const target = join(out === undefined ? join(config.folder, 'dist') : resolve(folder, out), ...name.split('/'));
  refuseTarget(config, target);
  const manifest = ownManifest(config) ?? '';
  const texts = new Map([...(await compiled(config, read)), [PACKAGE_FILE, builtManifest(manifest)]]);
  const published = await withMutex(
    target,
    async () =>
      publish(target, {
        expected: new Map([...texts].map(([path, text]) => [path, sha256(text)])),
        // It is made whole each time: its version is that of the package that it is built of.
        hashOf: (_, bytes) => textHash(bytes),
        textsOf: async (paths) => new Map(paths.map((path) => [path, texts.get(path) ?? ''])),
        overwrite,
        versions: { devgen: await ownVersion(), templates: templatesVersion(config.templates) },
        signal,
      }),
    { signal },
  );
  const { written, removed, kept, unchanged } = published;
  const files = { dir: relative(config.folder, target).split(sep).join('/'), written, removed, kept, unchanged };
  return {
    data: { package: name, version: versionIn(manifest) ?? '', files },
    warnings: keptWarnings(files),
    reasons: keptReasons(files),
  };
}

/** JavaScript is imported as such, whatever the sources of the package say. */
async function compiled(config: PackageConfig, { lock }: LockText): Promise<ReadonlyMap<string, string>> {
  refuseOutside(config);
  // Loaded late: they bring the template engine and a compiler.
  const [{ renderPackage }, { compile }] = await Promise.all([
    import('../../render/render-package.ts'),
    import('../../reader/compile/compile.ts'),
  ]);
  const { lock: facts, extensionOf } = overlaid(lock, config.overlay);
  const rendered = renderPackage(facts, { ...renderOptions(config), importExtension: 'js', extensionOf });
  const { files, problems } = compile(await verified(rendered));
  const [first] = problems;
  if (first === undefined) return files;
  const file = rendered.get(first.path);
  throw new DevgenError(
    `template ${file?.template ?? first.path} made of ${file?.subject ?? ''} what cannot be built: ${first.message}`,
    {
      code: 'TEMPLATE.OUTPUT',
      source: file?.template ?? first.path,
      hint: 'Write out the type of everything that the template exports.',
    },
  );
}

/** A registry may give a user's own class, but not one that is no part of any package. */
function refuseOutside(config: PackageConfig): void {
  const entry = config.overlay.find((each) => each.extends?.value.path.startsWith('.'));
  if (entry?.extends === undefined) return;
  const { value, where } = entry.extends;
  throw new ConfigError('CONFIG.EXTENDS_OUTSIDE', `${value.name} is outside ${config.output.package}`, {
    where,
    why: `The registry of the package imports it from ${shown(config, resolve(config.output.dir, value.path))}, which nobody who installs the package has.`,
    hint: 'Name it by a package of yours, as @bl01/logic/motor#MyMotor, or make the line one of the app that uses the package.',
  });
}

function refuseTarget(config: PackageConfig, target: string): void {
  const { dir } = config.output;
  if (!isIn(target, dir) && !isIn(dir, target) && !isIn(config.folder, target)) return;
  throw new DevgenError(
    `${shown(config, target) || '.'} holds the config or the package itself, or is in the package`,
    {
      code: 'USAGE.INVALID',
      hint: 'devgen build --out dist',
    },
  );
}
