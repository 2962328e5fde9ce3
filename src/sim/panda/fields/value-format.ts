import type { FieldShape, ValueType } from '../firmware/block-table.ts';
import { lookupTable } from '../text/expression.ts';
import { formatDouble } from '../text/format-double.ts';
import { Refusal, require } from '../text/refusal.ts';
import { Scanner } from '../text/scanner.ts';
import type { AttributeShape } from './attribute.ts';
import { TimeUnits } from './time-units.ts';

/** The register behind a value, of 32 bits; undefined what it does not do. */
export interface Register {
  readonly read: ((instance: number) => number) | undefined;
  readonly write: ((instance: number, value: number) => void) | undefined;
  /** Marks the value as changed though the register is as before. */
  readonly touch: (instance: number) => void;
}

/** How the text of a value and its register go together. */
export interface ValueFormat {
  readonly parse?: (instance: number, text: string) => number;
  readonly format?: (instance: number, value: number) => string;
  readonly attributes: readonly AttributeShape[];
  readonly labels?: readonly string[];
}

export type FormatMaker = (shape: FieldShape, instances: number, register: Register) => ValueFormat;

const UINT32_MAX = 0xffffffff;

/** Reads all of a text. */
export function whole<T>(text: string, read: (scanner: Scanner) => T): T {
  const scanner = new Scanner(text);
  const value = read(scanner);
  scanner.end();
  return value;
}

const uint: FormatMaker = ({ max = UINT32_MAX }) => ({
  parse: (_, text) => {
    const value = whole(text, (scanner) => scanner.uint32());
    require(value <= max, 'Number out of range');
    return value;
  },
  format: (_, value) => String(value),
  attributes: [{ name: 'MAX', description: 'Largest value', get: () => String(max) }],
});

const int: FormatMaker = () => ({
  parse: (_, text) => whole(text, (scanner) => scanner.uint32()),
  format: (_, value) => String(value | 0),
  attributes: [],
});

const bit: FormatMaker = () => ({
  parse: (_, text) => whole(text, (scanner) => scanner.bit()),
  format: (_, value) => (value === 0 ? '0' : '1'),
  attributes: [],
});

const action: FormatMaker = () => ({
  parse: (_, text) => whole(text, () => 0),
  attributes: [],
});

const scalar: FormatMaker = ({ scale = 1, offset = 0, units = '' }, _instances, register) => ({
  parse: (_, text) => {
    const raw = (whole(text, (scanner) => scanner.double()) - offset) / scale;
    require(raw >= -(2 ** 31) && raw < 2 ** 31, 'Number out of range');
    return Math.round(raw) >>> 0;
  },
  format: (_, value) => formatDouble((value | 0) * scale + offset),
  attributes: [
    {
      name: 'RAW',
      description: 'Value of the register',
      ...(register.read && { get: (n: number) => String(register.read!(n) | 0) }),
      ...(register.write && {
        put: (n: number, text: string) =>
          register.write!(
            n,
            whole(text, (scanner) => scanner.uint32()),
          ),
      }),
    },
    { name: 'UNITS', description: 'Units of the value', get: () => units },
    { name: 'SCALE', description: 'Value of one step of the register', get: () => formatDouble(scale) },
    { name: 'OFFSET', description: 'Value where the register is 0', get: () => formatDouble(offset) },
  ],
});

function hex(value: number): string {
  return `0x${value.toString(16).toUpperCase().padStart(8, '0')}`;
}

/** Keeps the expression, as long as the register holds what it means. */
const lut: FormatMaker = (_shape, instances, register) => {
  const written = Array.from({ length: instances }, () => ({ text: hex(0), value: 0 }));
  return {
    parse: (n, text) => {
      const value = /^0x[0-9a-fA-F]+$/.test(text) ? Number(BigInt.asUintN(32, BigInt(text))) : lookupTable(text);
      written[n] = { text, value };
      return value;
    },
    format: (n, value) => (written[n]!.value === value ? written[n]!.text : hex(value)),
    attributes: [
      {
        name: 'RAW',
        description: 'The lookup table',
        ...(register.read && { get: (n: number) => hex(register.read!(n)) }),
      },
    ],
  };
};

const time: FormatMaker = (_shape, instances, register) => {
  const units = new TimeUnits(instances);
  return {
    parse: (n, text) => units.parse(n, text, UINT32_MAX),
    format: (n, value) => units.format(n, value),
    attributes: [
      {
        name: 'UNITS',
        description: 'Units of the value',
        isTracked: true,
        get: (n) => units.get(n),
        put: (n, text) => {
          units.put(n, text);
          register.touch(n);
        },
        labels: () => units.labels(),
      },
      {
        name: 'RAW',
        description: 'The value in ticks',
        ...(register.read && { get: (n: number) => String(register.read!(n)) }),
        ...(register.write && {
          put: (n: number, text: string) =>
            register.write!(
              n,
              whole(text, (scanner) => scanner.uint32()),
            ),
        }),
      },
    ],
  };
};

const enumeration: FormatMaker = ({ labels = [] }) => ({
  parse: (_, text) => {
    const value = labels.indexOf(text);
    require(value >= 0, 'Invalid enumeration value');
    return value;
  },
  format: (_, value) => {
    const label = labels[value];
    if (label === undefined) throw new Refusal('No label for value');
    return label;
  },
  attributes: [],
  labels: labels.filter((label) => label !== undefined),
});

export const valueFormats: Readonly<Record<ValueType, FormatMaker>> = {
  uint,
  int,
  scalar,
  bit,
  action,
  lut,
  time,
  enum: enumeration,
};
