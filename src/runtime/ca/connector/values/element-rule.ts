import type { Scalar } from '../../../core/contract/spec.ts';
import type { CaArray, CaType } from '../../codec/value/ca-data.ts';
import { misfit } from './misfit.ts';

/** How elements of a class come as elements of the wire that cannot tell them. */
export interface ElementRule {
  /** What is asked of the server, and sent to it, instead of the channel's own type. */
  readonly as?: CaType;
  read(element: string | number): unknown;
  write(element: unknown): unknown;
  /** All elements at once, without a copy, where that can be. */
  readonly readAll?: (elements: CaArray) => unknown;
}

function integer(low: number, high: number): ElementRule {
  return {
    read(element) {
      if (Number.isInteger(element) && (element as number) >= low && (element as number) <= high) return element;
      throw misfit(element, `an integer from ${low} to ${high}`);
    },
    write: numberOf,
  };
}

/** As text: a double has not all digits of them. */
function wide(low: bigint, high: bigint): ElementRule {
  return {
    as: 'string',
    read(element) {
      const value = /^\s*[+-]?\d+\s*$/.test(String(element)) ? BigInt(String(element).trim()) : undefined;
      if (value !== undefined && value >= low && value <= high) return value;
      throw misfit(element, `an integer from ${low} to ${high}`);
    },
    write: String,
  };
}

const BOOL: ElementRule = {
  read(element) {
    if (element === 0 || element === 1) return element === 1;
    throw misfit(element, 'zero or one');
  },
  write: Number,
};

const SIGNED_BYTE: ElementRule = {
  read: (element) => (Number(element) << 24) >> 24,
  write: numberOf,
  readAll: ({ buffer, byteOffset, length }) => new Int8Array(buffer, byteOffset, length),
};

const U16 = integer(0, 0xffff);
const U32 = integer(0, 0xffff_ffff);
const I64 = wide(-(2n ** 63n), 2n ** 63n - 1n);
const U64 = wide(0n, 2n ** 64n - 1n);
const WIDER = { i64: I64, u64: U64, u32: U32, u16: U16, bool: BOOL };

/** What a class may call the elements that the wire has a wider or an unsigned type for. */
const RULES: Readonly<Record<CaType, Partial<Readonly<Record<Scalar, ElementRule>>>>> = {
  double: WIDER,
  long: WIDER,
  short: { bool: BOOL },
  char: { i8: SIGNED_BYTE, bool: BOOL },
  enum: { bool: BOOL },
  float: {},
  string: {},
};

export function ruleFor(type: CaType, element: string): ElementRule | undefined {
  const rules: Readonly<Record<string, ElementRule | undefined>> = RULES[type];
  return Object.hasOwn(rules, element) ? rules[element] : undefined;
}

/** A readback and its setpoint may be integers of different sizes. */
export function numberOf(value: unknown): unknown {
  return typeof value === 'bigint' && BigInt(Number(value)) === value ? Number(value) : value;
}
