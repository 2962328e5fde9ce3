import type { Layout } from '../model/names/class-paths.ts';

/** A user's own subclass of a device, where the registry is to give it: how a generated file imports it. */
export type ExtensionOf = (
  source: string,
  device: string,
  className: string,
) => { readonly path: string; readonly name: string } | undefined;

export interface RenderOptions {
  /** The package's name: `@bl01/devices`. */
  readonly package: string;
  /** The version of a first `package.json`; `0.1.0` by default. */
  readonly version?: string;
  /** Folder of the user's templates: each file replaces the one of the same name. */
  readonly templates?: string;
  /** Extension of the relative imports; `ts` by default. */
  readonly importExtension?: 'ts' | 'js' | 'none';
  /** Where the files of classes are; `flat` by default. */
  readonly layout?: Layout;
  /** First lines of every TypeScript file, as line comments (a licence). */
  readonly header?: string;
  readonly extensionOf?: ExtensionOf;
}
