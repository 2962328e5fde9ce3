import {
  ANY,
  arrayOf,
  type Field,
  scalar,
  type ScalarType,
  type StructType,
  struct,
  structOf,
  union,
} from '@devgen/runtime/pva/codec';
import { StructurePv } from '../../pva/value/structure-pv.ts';
import { alarmType, timeStampType } from './normative-type.ts';
import { timeOf } from './time.ts';

const ELEMENTS: readonly (readonly [string, ScalarType['of']])[] = [
  ['booleanValue', 'bool'],
  ['byteValue', 'i8'],
  ['shortValue', 'i16'],
  ['intValue', 'i32'],
  ['longValue', 'i64'],
  ['ubyteValue', 'u8'],
  ['ushortValue', 'u16'],
  ['uintValue', 'u32'],
  ['ulongValue', 'u64'],
  ['floatValue', 'f32'],
  ['doubleValue', 'f64'],
];

const dimension = structOf(
  {
    size: scalar('i32'),
    offset: scalar('i32'),
    fullSize: scalar('i32'),
    binning: scalar('i32'),
    reverse: scalar('bool'),
  },
  'dimension_t',
);

const attribute: StructType = struct('epics:nt/NTAttribute:1.0', [
  { name: 'name', type: scalar('str') },
  { name: 'value', type: ANY },
  { name: 'tags', type: arrayOf('str') },
  { name: 'descriptor', type: scalar('str') },
  { name: 'alarm', type: alarmType },
  { name: 'timestamp', type: timeStampType },
  { name: 'sourceType', type: scalar('i32') },
  { name: 'source', type: scalar('str') },
]);

/** As areaDetector's PVA plugin has it. */
const imageType = structOf(
  {
    value: union(
      '',
      ELEMENTS.map(([name, of]): Field => ({ name, type: arrayOf(of) })),
    ),
    codec: structOf({ name: scalar('str'), parameters: ANY }, 'codec_t'),
    compressedSize: scalar('i64'),
    uncompressedSize: scalar('i64'),
    uniqueId: scalar('i32'),
    dataTimeStamp: timeStampType,
    alarm: alarmType,
    timeStamp: timeStampType,
    dimension: arrayOf(dimension),
    attribute: arrayOf(attribute),
  },
  'epics:nt/NTNDArray:1.0',
);

export interface Frame {
  /** A byte a pixel, a row after the other. */
  readonly pixels: Uint8Array;
  readonly width: number;
  readonly height: number;
  readonly uniqueId: number;
}

/** An NTNDArray of grey images. */
export class ImagePv extends StructurePv {
  constructor() {
    super(imageType, { alarm: { severity: 0 } });
  }

  show({ pixels, width, height, uniqueId }: Frame): void {
    const size = BigInt(pixels.byteLength);
    const time = timeOf(Date.now());
    this.post({
      value: { kind: 'ubyteValue', value: pixels },
      codec: { name: '', parameters: null },
      compressedSize: size,
      uncompressedSize: size,
      uniqueId,
      dataTimeStamp: time,
      timeStamp: time,
      dimension: [width, height].map((each) => ({ size: each, offset: 0, fullSize: each, binning: 1, reverse: false })),
      attribute: [
        {
          name: 'ColorMode',
          value: { type: scalar('i32'), value: 0 },
          tags: [],
          descriptor: 'Color mode',
          sourceType: 0,
          source: 'Driver',
        },
      ],
    });
  }
}
