import type { Scalar, ValueSpec, ValueType } from './spec.ts';

/** Two dimensions, row by row: `data[row * shape[1] + column]`. */
export interface Image<out A> {
  /** `[rows, columns]` */
  readonly shape: readonly [rows: number, columns: number];
  readonly data: A;
}

/** Bytes with the name of their encoding (Tango's DevEncoded). */
export interface Encoded {
  readonly format: string;
  readonly data: Uint8Array;
}

/** An array of any rank, as areaDetector sends it; `codec` is empty for plain data, else `data` is left undecoded. */
export interface NdArray {
  /** Slowest dimension first. */
  readonly shape: readonly number[];
  readonly data: NumberArray;
  readonly codec?: string;
  /** Of undecoded data: the type of its elements, where it is known. */
  readonly element?: Scalar;
  readonly uniqueId?: number;
  readonly attributes?: Readonly<Record<string, unknown>>;
}

/** A value of a union whose arms are not known beforehand. */
export interface AnyArm {
  readonly kind: string;
  readonly value: unknown;
}

export type NumberArray =
  | Int8Array
  | Uint8Array
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | BigInt64Array
  | BigUint64Array
  | Float32Array
  | Float64Array;

/** The TypeScript type of each scalar. */
export interface ScalarValues {
  bool: boolean;
  i8: number;
  u8: number;
  i16: number;
  u16: number;
  i32: number;
  u32: number;
  i64: bigint;
  u64: bigint;
  f32: number;
  f64: number;
  str: string;
}

/** The TypeScript type of one dimension of each scalar. */
export interface ArrayValues {
  bool: readonly boolean[];
  i8: Int8Array;
  u8: Uint8Array;
  i16: Int16Array;
  u16: Uint16Array;
  i32: Int32Array;
  u32: Uint32Array;
  i64: BigInt64Array;
  u64: BigUint64Array;
  f32: Float32Array;
  f64: Float64Array;
  str: readonly string[];
}

type Labels<S extends ValueSpec> = S extends { labels: readonly (infer L)[] } ? L : number;
type Members<S extends ValueSpec> = S extends { fields: readonly (infer F)[] }
  ? {
      readonly [N in F as N extends { name: infer K extends string } ? K : never]: N extends ValueSpec
        ? ValueOf<N>
        : never;
    }
  : Readonly<Record<string, unknown>>;
type Arms<S extends ValueSpec> = S extends { fields: readonly (infer F)[] }
  ? F extends ValueSpec & { name: infer K extends string }
    ? { readonly kind: K; readonly value: ValueOf<F> }
    : never
  : { readonly kind: string; readonly value: unknown };

/** The TypeScript type of a value of this spec. For hand-written devices; generated code writes its types out. */
export type ValueOf<S extends ValueSpec> = S['type'] extends keyof ScalarValues
  ? ScalarValues[S['type']]
  : S['type'] extends 'enum'
    ? Labels<S>
    : S['type'] extends 'enum[]'
      ? readonly Labels<S>[]
      : S['type'] extends 'enum[][]'
        ? Image<readonly Labels<S>[]>
        : S['type'] extends 'encoded'
          ? Encoded
          : S['type'] extends 'ndarray'
            ? NdArray
            : S['type'] extends 'any'
              ? unknown
              : S['type'] extends 'any[]'
                ? readonly unknown[]
                : S['type'] extends 'any[][]'
                  ? Image<readonly unknown[]>
                  : S['type'] extends 'table' | 'struct'
                    ? Members<S>
                    : S['type'] extends 'struct[]'
                      ? readonly (Members<S> | null)[]
                      : S['type'] extends 'union'
                        ? Arms<S>
                        : S['type'] extends 'union[]'
                          ? readonly (Arms<S> | null)[]
                          : S['type'] extends `${infer E extends Scalar}[][]`
                            ? Image<ArrayValues[E]>
                            : S['type'] extends `${infer E extends Scalar}[]`
                              ? ArrayValues[E]
                              : never;

/** A value type's element and rank: `f64[][]` is `f64`, 2. Composite types are their own element, rank 0. */
export function elementOf(type: ValueType): { readonly element: string; readonly rank: 0 | 1 | 2 } {
  if (type.endsWith('[][]')) return { element: type.slice(0, -4), rank: 2 };
  if (type.endsWith('[]')) return { element: type.slice(0, -2), rank: 1 };
  return { element: type, rank: 0 };
}
