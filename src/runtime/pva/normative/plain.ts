import type { Field, PvaType } from '../codec/type/pva-type.ts';
import { type PvaArm, type PvaStruct, type PvaValue, type PvaVariant, structMaker } from '../codec/value/pva-value.ts';

/** From the wire's form of a part of a value to that of a class, and back; absent where both are the same. */
export interface Plain {
  readonly read?: (value: PvaValue) => unknown;
  readonly write?: (value: unknown) => unknown;
}

const SAME: Plain = {};
const known = new WeakMap<PvaType, Plain>();

/**
 * Made once a type. A variant is its value alone, an empty union `{ kind: '', value: null }`; all else is as on the wire,
 * and not copied. What is written and does not fit passes through: the wire's codec says why.
 */
export function plainOf(type: PvaType): Plain {
  const made = known.get(type) ?? compile(type);
  known.set(type, made);
  return made;
}

function compile(type: PvaType): Plain {
  switch (type.kind) {
    case 'scalar':
    case 'scalar[]':
      return SAME;
    case 'struct':
      return structure(type.fields);
    case 'union':
      return arms(type.fields);
    case 'any':
      return { read: (value) => plainVariant(value as PvaVariant | null) };
    default:
      return elements(type.of);
  }
}

/** The value of a variant alone; `null` of none. */
export function plainVariant(variant: PvaVariant | null): unknown {
  if (variant === null) return null;
  const { read } = plainOf(variant.type);
  return read === undefined ? variant.value : read(variant.value);
}

function structure(fields: readonly Field[]): Plain {
  const names = fields.map(({ name }) => name);
  const parts = fields.map(({ type }) => plainOf(type));
  return {
    ...(parts.some(({ read }) => read !== undefined) ? { read: structureReader(names, parts) } : {}),
    ...(parts.some(({ write }) => write !== undefined) ? { write: structureWriter(names, parts) } : {}),
  };
}

function structureReader(names: readonly string[], parts: readonly Plain[]): (value: PvaValue) => unknown {
  const Structure = structMaker();
  return (value) => {
    const out = new Structure() as Record<string, unknown>;
    for (let index = 0; index < names.length; index++) {
      const name = names[index]!;
      const own = (value as PvaStruct)[name]!;
      const { read } = parts[index]!;
      out[name] = read === undefined ? own : read(own);
    }
    return out;
  };
}

function structureWriter(names: readonly string[], parts: readonly Plain[]): (value: unknown) => unknown {
  const writers = new Map(names.map((name, index) => [name, parts[index]!.write]));
  const Structure = structMaker();
  return (value) => {
    if (!isObject(value)) return value;
    const out = new Structure() as Record<string, unknown>;
    for (const [name, own] of Object.entries(value) as [string, unknown][]) {
      const write = writers.get(name);
      out[name] = write === undefined ? own : write(own);
    }
    return out;
  };
}

function arms(fields: readonly Field[]): Plain {
  const byKind = new Map(fields.map(({ name, type }) => [name, plainOf(type)]));
  return {
    read: (value) => {
      if (value === null) return { kind: '', value: null };
      const arm = value as PvaArm;
      const read = byKind.get(arm.kind)?.read;
      return read === undefined ? arm : { kind: arm.kind, value: read(arm.value) };
    },
    write: (value) => {
      if (!isObject(value)) return value;
      const { kind, value: held } = value as { readonly kind?: unknown; readonly value?: unknown };
      if (kind === '' && !byKind.has('')) return null;
      const write = byKind.get(kind as string)?.write;
      return write === undefined ? value : { kind, value: write(held) };
    },
  };
}

/** Of lists: an element may be missing, which is `null`. */
function elements(of: PvaType): Plain {
  const { read, write } = plainOf(of);
  return {
    ...(read === undefined
      ? {}
      : { read: (value) => (value as readonly PvaValue[]).map((each) => (each === null ? null : read(each))) }),
    ...(write === undefined
      ? {}
      : {
          write: (value) => (Array.isArray(value) ? value.map((each) => (each === null ? null : write(each))) : value),
        }),
  };
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value);
}
