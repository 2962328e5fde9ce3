/**
 * What templates see: plain frozen objects, each property always there (`null` for nothing), in the vocabulary of
 * schemas/template-context.schema.json. `ident`, `str`, `doc` and `type` print it.
 */
export interface DeviceView {
  readonly header: readonly string[];
  readonly name: string;
  /** `tango` */
  readonly world: string;
  /** The control system's name of the class. */
  readonly wire: string;
  /** `tango:TangoTest` */
  readonly id: string;
  /** First 8 digits of the interface hash. */
  readonly interface: string;
  readonly doc: DocView;
  /** No device has this interface any more. */
  readonly retired: boolean;
  readonly imports: ImportsView;
  readonly labels: readonly LabelsView[];
  readonly types: readonly TypeDeclarationView[];
  readonly members: readonly MemberView[];
  /** Whether any value has another type than on the wire, so that the class needs the runtime's conversions. */
  readonly conversions: boolean;
  /** The union of the shapes of the control-system class that devices have, in the file of the class it is named from. */
  readonly any: { readonly name: string; readonly shapes: readonly string[] } | null;
}

/** A comment: on one line, on many, or none. */
export interface DocView {
  readonly one: string | null;
  readonly many: readonly string[] | null;
}

export interface ImportsView {
  /** Types from the runtime, beside `Device`. */
  readonly runtime: readonly string[];
  readonly files: readonly ImportView[];
}

export interface ImportView {
  readonly path: string;
  /** Whether nothing of it is needed when the program runs. */
  readonly typeOnly: boolean;
  readonly names: readonly string[];
}

export interface LabelsView {
  readonly name: string;
  /** Whose labels they are; `null` for a set that the control system itself names. */
  readonly of: { readonly class: string; readonly member: string } | null;
  /** The control system's name of the set; `null` where {@link of} tells. */
  readonly wire: string | null;
  /** Whether they fit on a line. */
  readonly brief: boolean;
  readonly labels: readonly string[];
}

export interface TypeDeclarationView {
  readonly name: string;
  readonly of: { readonly class: string; readonly member: string };
  /** `false`: an interface of the fields; `true`: a union of `{ kind, value }`. */
  readonly union: boolean;
  readonly fields: readonly {
    readonly name: string;
    readonly plain: boolean;
    readonly doc: DocView;
    readonly type: TypeView;
  }[];
}

/** `SignalRW<readonly (X | null)[]>` as a structure, so that no text of a type is ever put together by a template. */
export interface TypeView {
  readonly name: string;
  readonly args: readonly TypeView[];
  /** A read-only array of it, whose elements may be `null`. */
  readonly array: 'plain' | 'nullable' | null;
}

export interface MemberView {
  readonly name: string;
  readonly doc: DocView;
  readonly type: TypeView;
  readonly optional: boolean;
  readonly kind: 'r' | 'w' | 'rw' | 'command' | 'block' | 'vector';
  readonly source: string;
  readonly write: string | null;
  readonly value: ValueView | null;
  readonly in: ValueView | null;
  readonly out: ValueView | null;
  /** Class of the block. */
  readonly of: string | null;
  readonly keys: readonly number[] | null;
  /** What it is in a scan. */
  readonly role: 'read' | 'config' | 'hinted' | null;
}

export interface ValueView {
  readonly type: string;
  /** Whether the type's name alone says all. */
  readonly brief: boolean;
  /** The constant that lists the labels. */
  readonly labels: string | null;
  readonly units: string | null;
  readonly fields: readonly (ValueView & { readonly name: string })[] | null;
  /** The wire's type, where the class has another. */
  readonly wire: string | null;
}

export interface LabelsFileView {
  readonly header: readonly string[];
  readonly sets: readonly LabelsView[];
}

export interface RegistryView {
  readonly header: readonly string[];
  readonly table: string;
  readonly classes: readonly {
    readonly name: string;
    /** What it is called within the file, where a source has its name. */
    readonly alias: string | null;
    readonly path: string;
  }[];
  readonly sources: readonly {
    /** Interface and constant of the source. */
    readonly type: string;
    readonly name: string;
    readonly wire: string;
    readonly devices: readonly {
      readonly device: string;
      readonly class: string;
      /** The class as the file calls it. */
      readonly type: string;
    }[];
  }[];
}

export interface PackageView {
  readonly name: string;
  readonly version: string;
  /** Range of the peer dependency. */
  readonly runtime: string;
  /** What a subpath stands for. */
  readonly pattern: string;
}
