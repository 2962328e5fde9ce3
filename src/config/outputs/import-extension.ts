import type { ImportExtension } from '../config.ts';
import { type CompilerOptions, nearestOptions } from './tsconfig.ts';

export type AskedExtension = ImportExtension | 'auto';

/** What is asked for; `auto` is found from the `tsconfig.json` nearest to the folder of the package. */
export function importExtension(asked: AskedExtension, dir: string): ImportExtension {
  return asked === 'auto' ? fitting(nearestOptions(dir)) : asked;
}

/**
 * What the compiler takes, and what runs behind it: `.ts` where that is allowed, as Node itself wants it; nothing where a
 * bundler resolves; `.js` elsewhere, which every other resolution takes.
 */
function fitting(options: CompilerOptions | undefined): ImportExtension {
  if (options === undefined) return 'ts';
  const { allowImportingTsExtensions, rewriteRelativeImportExtensions, moduleResolution, module } = options;
  if (allowImportingTsExtensions === true || rewriteRelativeImportExtensions === true) return 'ts';
  const resolution = lowered(moduleResolution) ?? (lowered(module) === 'preserve' ? 'bundler' : undefined);
  return resolution === 'bundler' ? 'none' : 'js';
}

function lowered(value: unknown): string | undefined {
  return typeof value === 'string' ? value.toLowerCase() : undefined;
}
