import { ts } from 'ts-morph';
import type { OlderPackage } from './older-package.ts';

export type Resolve = (specifier: string, from: string) => ts.ResolvedModuleFull | undefined;

/** What an import means, with the older package in its place. */
export function resolver(older: OlderPackage, options: ts.CompilerOptions, host: ts.ModuleResolutionHost): Resolve {
  const cache = ts.createModuleResolutionCache('/', (path) => path, options);
  const bundled = options.module === undefined || options.module < ts.ModuleKind.Node16;
  return (specifier, from) => {
    const resolvedFileName = older.resolve(specifier);
    if (resolvedFileName !== undefined) return { resolvedFileName, extension: ts.Extension.Ts };
    const mode = bundled || /\.c[jt]s$/.test(from) ? undefined : ts.ModuleKind.ESNext;
    return ts.resolveModuleName(specifier, from, options, host, cache, undefined, mode).resolvedModule;
  };
}
