import type { AttributeDeclaration } from '../../device/attribute-declaration.ts';
import type { Attributes } from '../../device/device-class.ts';
import { DevFailed } from '../../device/dev-failed.ts';
import type { AttributeTypeName } from '../../device/values.ts';
import type { Generator } from './generator.ts';

/** Elements of a spectrum, and columns and rows of an image, until others are written. */
const SPECTRUM = 256;
const IMAGE = 251;

const TYPES: Readonly<Record<string, AttributeTypeName>> = {
  boolean: 'DevBoolean',
  double: 'DevDouble',
  enum: 'DevEnum',
  float: 'DevFloat',
  long64: 'DevLong64',
  long: 'DevLong',
  short: 'DevShort',
  string: 'DevString',
  uchar: 'DevUChar',
  ulong64: 'DevULong64',
  ulong: 'DevULong',
  ushort: 'DevUShort',
};

/** `TYPE_FORMAT` is READ_WRITE, `_ro` READ, `_w` WRITE, and `_rww` READ_WITH_WRITE beside its `_w`. */
const NAMES = `
  ampli boolean_scalar double_scalar double_scalar_rww double_scalar_w float_scalar long64_scalar
  long_scalar long_scalar_rww long_scalar_w no_value short_scalar short_scalar_ro short_scalar_rww short_scalar_w
  string_scalar throw_exception uchar_scalar ulong64_scalar ushort_scalar ulong_scalar enum_scalar enum_scalar_ro
  boolean_spectrum boolean_spectrum_ro double_spectrum double_spectrum_ro float_spectrum float_spectrum_ro
  long64_spectrum_ro long_spectrum long_spectrum_ro short_spectrum short_spectrum_ro string_spectrum
  string_spectrum_ro uchar_spectrum uchar_spectrum_ro ulong64_spectrum_ro ulong_spectrum_ro ushort_spectrum
  ushort_spectrum_ro wave
  boolean_image boolean_image_ro double_image double_image_ro float_image float_image_ro long64_image_ro
  long_image long_image_ro short_image short_image_ro string_image string_image_ro uchar_image uchar_image_ro
  ulong64_image_ro ulong_image_ro ushort_image ushort_image_ro`;

/** Scalars that show something of their own, whatever is written to them. */
const GENERATED = new Set(['double', 'long64', 'long', 'short', 'ulong64', 'ulong'].map((type) => `${type}_scalar`));

/** Scalars that only take what is written: the real one shows what lay in its memory, here it is zero. */
const STILL = new Set(['float_scalar', 'uchar_scalar', 'ushort_scalar']);

const LABELS = ['LABEL0', 'LABEL1', 'LABEL2'];
const BYTE = { minValue: 0, maxValue: 255 };

/** What some say of themselves beside their type. */
const FACTS: Readonly<Record<string, object>> = {
  boolean_scalar: { description: 'A boolean, kept as it is written' },
  float_scalar: { description: 'A float' },
  float_spectrum: { description: 'Floats, kept as they are written' },
  uchar_spectrum: { description: 'Bytes, kept as they are written', ...BYTE },
  ushort_spectrum: { description: 'Unsigned shorts, kept as they are written' },
  string_spectrum: { maxDimX: 256 },
  string_spectrum_ro: { maxDimX: 256 },
  boolean_image_ro: { label: 'boolean_image' },
  float_image_ro: { label: 'float_image', description: 'An image of floats', ...BYTE },
  uchar_image_ro: { label: 'uchar_image', description: 'An image of bytes', ...BYTE },
  ushort_image_ro: { description: 'An image of unsigned shorts', maxDimX: 8192, maxDimY: 8192, ...BYTE },
  string_image: { maxDimX: 256, maxDimY: 256 },
  string_image_ro: { maxDimX: 256, maxDimY: 256 },
};

const ignore = (): void => {};

/** Those that are not like the others. */
const OTHERS: Attributes<Generator> = {
  ampli: { type: 'DevDouble', write: (model, value) => void (model.amplitude = value) },
  double_scalar: { type: 'DevDouble', read: (model) => model.swing(), write: ignore },
  double_scalar_rww: { type: 'DevDouble', writableAttrName: 'double_scalar_w', read: (model) => model.swing() },
  no_value: { type: 'DevLong', read: () => undefined },
  throw_exception: {
    type: 'DevLong',
    read() {
      throw new DevFailed('exception test', 'This is the exception that was asked for', 'TangoTest');
    },
  },
  wave: {
    type: 'DevDouble',
    dataFormat: 'SPECTRUM',
    maxDimX: 4096,
    read: (model) => Array.from({ length: SPECTRUM }, (_, place) => model.swing(place / SPECTRUM)),
  },
};

/** All of a TangoTest. */
export const tangoTestAttributes: Attributes<Generator> = Object.fromEntries(
  NAMES.trim()
    .split(/\s+/)
    .map((name) => [name, OTHERS[name] ?? declared(name)]),
);

function declared(name: string): AttributeDeclaration<Generator> {
  const [, prefix = '', format = '', suffix = ''] = /^([a-z0-9]+)_(scalar|spectrum|image)(_\w+)?$/.exec(name) ?? [];
  const type = TYPES[prefix];
  const facts = { type, ...(type === 'DevEnum' && { enumLabels: LABELS }), ...extents(format), ...FACTS[name] };
  const make = (element: (place: number) => unknown) => shaped(format, element);
  const noise = (model: Generator): unknown => {
    const at = model.noise(name);
    return make((place) => generated(prefix, at(place)));
  };
  const kept = (model: Generator): unknown => model.kept(name, () => make(() => initial(prefix)));
  const keep = (model: Generator, value: unknown): void => model.keep(name, value);
  const behaviour = {
    '': { read: GENERATED.has(name) ? noise : kept, write: STILL.has(name) ? ignore : keep },
    _ro: { read: noise },
    _w: { write: keep },
    _rww: { read: noise, writableAttrName: `${prefix}_scalar_w` },
  }[suffix];
  // The type and its values are paired by the name, which TypeScript cannot follow.
  return { ...facts, ...behaviour } as AttributeDeclaration<Generator>;
}

function extents(format: string): object {
  if (format === 'spectrum') return { dataFormat: 'SPECTRUM', maxDimX: 4096 };
  return format === 'image' ? { dataFormat: 'IMAGE', maxDimX: IMAGE, maxDimY: IMAGE } : {};
}

function shaped(format: string, element: (place: number) => unknown): unknown {
  const list = (length: number): readonly unknown[] => Array.from({ length }, (_, place) => element(place));
  if (format === 'spectrum') return list(SPECTRUM);
  return format === 'image' ? { dim: { x: IMAGE, y: IMAGE }, data: list(IMAGE * IMAGE) } : element(0);
}

function initial(prefix: string): unknown {
  const value = { boolean: true, string: 'Default string', enum: LABELS[0], long64: 0n, ulong64: 0n }[prefix];
  return value ?? 0;
}

function generated(prefix: string, noise: number): unknown {
  if (prefix === 'boolean') return noise % 2 === 0;
  if (prefix === 'string') return `noise ${noise}`;
  if (prefix === 'enum') return LABELS[noise % LABELS.length];
  return prefix === 'long64' || prefix === 'ulong64' ? BigInt(noise) : noise;
}
