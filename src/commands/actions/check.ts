import { join } from 'node:path';
import type { PackageConfig } from '../../config/config.ts';
import { readText } from '../../model/read-text.ts';
import { MANIFEST_FILE, templatesIn } from '../../publish/manifest.ts';
import { olderTemplates } from '../../render/ejected.ts';
import { templatesVersion } from '../../render/template-texts.ts';
import type { CheckData } from '../../report/check-text.ts';
import type { ExitReason } from '../../report/exit-code.ts';
import type { Outcome, Outcomes, Warning } from '../../report/outcome.ts';
import type { CollectRequest } from './collect.ts';
import { type InspectedFiles, inspectFiles } from './inspect-files.ts';
import type { LiveDiffed } from './live-diff.ts';
import { shownFolder } from './publish-package.ts';
import { shown } from './subclass-file.ts';
import { ofEach, openWorkspaces, type Place, type Workspaces } from './workspace.ts';

export interface CheckRequest extends Place, CollectRequest {
  readonly live: boolean;
}

/** Holds the committed files against lock, config and templates, and with `live` the facility against the locks. */
export async function check(request: CheckRequest): Promise<Outcomes<CheckData>> {
  const { config, all } = await openWorkspaces(request, request);
  const inspected: InspectedFiles[] = [];
  for (const workspace of all) inspected.push(await inspectFiles(workspace, request));
  const looked: readonly Looked[] = request.live ? await lookedAt({ config, all: inspected }, request) : inspected;
  return ofEach({ config, all: looked }, async (each) => checkPackage(each));
}

async function lookedAt(inspected: Workspaces<InspectedFiles>, request: CheckRequest): Promise<readonly Looked[]> {
  // Loaded late: it brings what speaks to a control system.
  const { lookAtFacility } = await import('./live-diff.ts');
  return lookAtFacility(inspected, { ...request, command: 'check --live' });
}

type Looked = InspectedFiles & { readonly live?: LiveDiffed };

function checkPackage({ config, findings, count, live }: Looked): Outcome<CheckData> {
  const older = olderTemplates(config.templates);
  const stale = findings.some(({ kind }) => kind === 'stale') && { cause: staleCause(config) };
  const data: CheckData = {
    package: config.output.package,
    dir: shownFolder(config),
    files: findings.map(({ path, kind }) => ({ file: path, kind, ...(kind === 'stale' && stale) })),
    checked: count,
    ...(live && { live: live.data }),
  };
  const reasons: ExitReason[] = [...(live?.reasons ?? [])];
  if (findings.length > 0) reasons.push('filesDiffer');
  const warnings = [...older.map((path) => olderWarning(config, path)), ...(live?.warnings ?? [])];
  return { data, warnings, reasons, folder: config.folder };
}

/** Whether stale files are so because the templates are others, devgen's own with them; else lock or config are. */
function staleCause(config: PackageConfig): 'templates' | 'lock' {
  const manifest = readText(join(config.output.dir, MANIFEST_FILE)) ?? '';
  return templatesIn(manifest) === templatesVersion(config.templates) ? 'lock' : 'templates';
}

function olderWarning(config: PackageConfig, path: string): Warning {
  const text = `${shown(config, path)} was made from a template of devgen's that has changed since: move it away, eject it again and compare them`;
  return { code: 'TEMPLATE.OLDER', text };
}
