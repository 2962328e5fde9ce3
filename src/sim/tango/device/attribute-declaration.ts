import type { AttributeConfig, AttrQuality, DispLevel } from '@devgen/runtime/tango/codec';
import { attributeConfig } from './attribute-config.ts';
import type { BoundAttribute } from './behaviour.ts';
import type { AttributeTypeName, Image, ScalarValues } from './values.ts';

/** A limit or level, as a number or as Tango writes it. */
export type Level = number | bigint;

/** What every attribute may say of itself; Tango's defaults where it does not. */
export interface AttributeFacts<M> {
  readonly label?: string;
  readonly description?: string;
  readonly unit?: string;
  readonly standardUnit?: string;
  readonly displayUnit?: string;
  /** For a display: `%6.2f`. */
  readonly format?: string;
  readonly minValue?: Level;
  readonly maxValue?: Level;
  readonly alarm?: Partial<Readonly<Record<keyof AttributeConfig['alarm'], Level>>>;
  readonly events?: Partial<Readonly<Record<keyof AttributeConfig['events'], Level>>>;
  readonly level?: DispLevel;
  readonly enumLabels?: readonly string[];
  /** Makes an attribute that is read only one that also shows what this other one was set to. */
  readonly writableAttrName?: string;
  /** VALID, or what the alarm levels say, when absent. */
  readonly quality?: (model: M) => AttrQuality | undefined;
  /** Whether it may be read and written now. */
  readonly allowed?: (model: M) => boolean;
}

type Later<T> = T | Promise<T>;

/** With `read` alone it is READ, with `write` alone WRITE, with both READ_WRITE. */
interface Access<M, R, W> {
  /** `undefined` is a value that was not set: the read fails. */
  readonly read?: (model: M) => Later<R | undefined>;
  readonly write?: (model: M, value: W) => Later<void>;
}

interface Scalar<M, T extends AttributeTypeName>
  extends AttributeFacts<M>, Access<M, ScalarValues[T], ScalarValues[T]> {
  readonly type: T;
  readonly dataFormat?: 'SCALAR';
}

interface Spectrum<M, T extends AttributeTypeName>
  extends AttributeFacts<M>, Access<M, ArrayLike<ScalarValues[T]>, ArrayLike<ScalarValues[T]>> {
  readonly type: T;
  readonly dataFormat: 'SPECTRUM';
  readonly maxDimX: number;
}

interface ImageAttribute<M, T extends AttributeTypeName>
  extends AttributeFacts<M>, Access<M, Image<ScalarValues[T]>, Image<ScalarValues[T]>> {
  readonly type: T;
  readonly dataFormat: 'IMAGE';
  readonly maxDimX: number;
  readonly maxDimY: number;
}

/** An attribute of devices that are made of an `M`. */
export type AttributeDeclaration<M> = {
  [T in AttributeTypeName]: Scalar<M, T> | Spectrum<M, T> | ImageAttribute<M, T>;
}[AttributeTypeName];

export function bindAttribute<M>(name: string, declaration: AttributeDeclaration<M>, model: M): BoundAttribute {
  const { quality, allowed } = declaration;
  // Of a union of functions TypeScript knows no argument that all take; which one it is, the type beside it tells.
  const { read, write } = declaration as Access<M, unknown, unknown>;
  return {
    config: attributeConfig(name, declaration),
    ...(read && { read: () => read(model) }),
    ...(write && { write: (value: unknown) => write(model, value) }),
    quality: () => quality?.(model),
    isAllowed: () => allowed?.(model) ?? true,
  };
}
