import { relative } from 'node:path';
import type { PackageConfig } from '../../config/config.ts';
import { overlaidAsFar } from '../../config/overlay/apply-overlay.ts';
import type { Difference } from '../../model/diff/difference.ts';
import type { Lock } from '../../model/lock/lock.ts';
import { brokenNames } from '../../model/uses/broken-names.ts';
import { marked } from '../../model/uses/marks.ts';
import type { Warning } from '../../report/outcome.ts';
import { count } from '../../report/table.ts';
import type { UseData, UsesData } from '../../report/uses-text.ts';
import { renderOptions } from './expected-package.ts';

export interface UsesRequest {
  /** A `tsconfig.json`; '' for the nearest from the folder upwards. */
  readonly tsconfig: string;
  readonly folder: string;
}

export interface Uses {
  readonly data: UsesData;
  readonly warnings: readonly Warning[];
}

/**
 * Where a user's code names what the breaking differences touch. It is read beside the classes of the older lock, which
 * are made in memory: whether those on the disk are new already does not matter.
 */
export async function usesOf(
  config: PackageConfig,
  before: Lock,
  findings: readonly Difference[],
  { tsconfig, folder }: UsesRequest,
): Promise<Uses> {
  // Loaded late: they bring a compiler and the template engine.
  const [{ findUses }, { renderPackage }] = await Promise.all([
    import('../../reader/uses/find-uses.ts'),
    import('../../render/render-package.ts'),
  ]);
  const older = overlaidAsFar(before, config.overlay);
  const marks = marked(older);
  const broken = brokenNames(older, findings, marks, config.output.layout);
  const rendered = broken.length === 0 ? [] : renderPackage(marks.lock, renderOptions(config));
  const { dir, package: name } = config.output;
  const { uses, files, reached, unplaced } = findUses({
    tsconfig: tsconfig === '' ? undefined : tsconfig,
    folder,
    older: { folder: dir, package: name, files: new Map([...rendered].map(([path, { text }]) => [path, text])) },
    broken,
    marks,
  });
  const found = uses.map((use): UseData => ({ ...use, file: relative(folder, use.file).replaceAll('\\', '/') }));
  return {
    data: { found, files, reached },
    warnings: [
      ...(broken.length > 0 && reached === 0 ? [nothingReached(name, files)] : []),
      ...unplaced.map(notDeclared),
    ],
  };
}

function nothingReached(name: string, files: number): Warning {
  return {
    code: 'USES.NONE_REACHED',
    text: `none of ${count(files, 'file')} imports ${name}: name the tsconfig of the code that does, as --uses FILE.json`,
  };
}

function notDeclared(member: string): Warning {
  return {
    code: 'USES.NOT_DECLARED',
    text: `the templates do not declare ${member} as devgen's own do: its uses are not found`,
  };
}
