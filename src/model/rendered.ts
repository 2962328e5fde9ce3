/** One file of an output package, ready to be verified and published. */
export interface RenderedFile {
  readonly text: string;
  /** The template that made it, for messages: `device.hbs`, or the user's own path. */
  readonly template: string;
  /** What it was made for: the class name, or the source of a registry. */
  readonly subject: string;
  /** A device of the class, for messages. */
  readonly device?: string;
}

/** By path within the package folder, with `/`; sorted. */
export type RenderedPackage = ReadonlyMap<string, RenderedFile>;
