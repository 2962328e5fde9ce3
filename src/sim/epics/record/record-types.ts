import type { RecordType } from './record-type.ts';
import { numericTypes } from './types/numeric.ts';
import { stateTypes } from './types/states.ts';
import { textTypes } from './types/texts.ts';

const types: ReadonlyMap<string, RecordType> = new Map(
  [...numericTypes, ...stateTypes, ...textTypes].map((type) => [type.name, type]),
);

/** A record type by its name; of arrays there is one for each element, see `waveform`. */
export function recordType(name: string): RecordType {
  const type = types.get(name);
  if (type === undefined) throw new RangeError(`There is no record type ${name}: ${[...types.keys()].join(', ')}.`);
  return type;
}
