import type { AttributeDeclaration } from '../../src/sim/tango/device/attribute-declaration.ts';
import type { CommandDeclaration } from '../../src/sim/tango/device/command-declaration.ts';
import { deviceClass, type DeviceClass } from '../../src/sim/tango/device/device-class.ts';

/** What a device of a large facility is made of: its number among those of its class. */
interface Numbered {
  readonly number: number;
}

/** Members of a class beside State, Status and Init: 16 to 44, 30 on average. */
const LEAST = 16;
const SPREAD = 29;
/** Every tenth class has devices with an attribute more, as one that is configured otherwise has. */
const TWO_SHAPES = 10;
const WORDS = ['current', 'voltage', 'position', 'pressure', 'temperature', 'flow', 'phase', 'level', 'gap', 'field'];

/** One of many classes, each with an interface of its own. */
export function scaleClass(classNumber: number): DeviceClass {
  const size = LEAST + ((classNumber * 7) % SPREAD);
  const kinds = Array.from({ length: size }, (_, index) => (index + classNumber) % 10);
  return deviceClass<Numbered>({
    name: `Scale${classNumber}`,
    description: `Class number ${classNumber} of a large facility`,
    model: ({ name }) => ({ number: Number(name.slice(name.lastIndexOf('/') + 1)) }),
    attributes: ({ number }) => ({
      ...Object.fromEntries(
        kinds.flatMap((kind, index) => (kind < 8 ? [[nameOf(index), attribute(kind, nameOf(index), number)]] : [])),
      ),
      ...(classNumber % TWO_SHAPES === 0 && number % 3 === 0 ? { interlock: attribute(1, 'interlock', 0) } : {}),
    }),
    commands: Object.fromEntries(
      kinds.flatMap((kind, index) => (kind < 8 ? [] : [[`Do_${nameOf(index)}`, command(kind)]])),
    ),
  });
}

function nameOf(index: number): string {
  return `${WORDS[index % WORDS.length]}_${index}`;
}

/** One device in eight has a limit of its own, as calibrated ones have. */
function attribute(kind: number, name: string, number: number): AttributeDeclaration<Numbered> {
  const description = `The ${name.replace('_', ' ')} of this device`;
  const maxValue = number % 8 === 5 ? 100 + (number % 16) : 100;
  switch (kind) {
    case 0:
      return {
        type: 'DevDouble',
        unit: 'A',
        description,
        minValue: 0,
        maxValue,
        read: () => 1,
        write: () => undefined,
      };
    case 1:
      return { type: 'DevBoolean', description, read: () => true };
    case 2:
      return { type: 'DevDouble', unit: 'mbar', description, format: '%8.3e', read: () => 1 };
    case 3:
      return { type: 'DevLong', description, read: () => 1, write: () => undefined };
    case 4:
      return { type: 'DevDouble', dataFormat: 'SPECTRUM', maxDimX: 1024, unit: 'V', description, read: () => [1] };
    case 5:
      return { type: 'DevString', description, read: () => '' };
    case 6:
      return {
        type: 'DevEnum',
        enumLabels: ['Off', 'Standby', 'On'],
        description,
        read: () => 'Off',
        write: () => undefined,
      };
    default:
      return { type: 'DevFloat', unit: 'degC', description, alarm: { maxAlarm: 60 }, read: () => 20 };
  }
}

function command(kind: number): CommandDeclaration<Numbered> {
  return kind === 8
    ? { run: () => undefined }
    : { in: 'DevDouble', inDescription: 'Where to', out: 'DevBoolean', run: () => true };
}
