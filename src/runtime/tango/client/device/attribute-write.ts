import { DevgenError } from '../../../core/contract/errors.ts';
import { elementKindOf, tangoTypeName } from '../../codec/tango-type.ts';
import { elementsOf } from './argument.ts';
import type { AttributeConfig, AttributeWrite, Dim, Elements } from '../types.ts';

/**
 * What to write to an attribute of this configuration: one value for a scalar, an array for a spectrum, rows of equal
 * length for an image. Throws `VALUE.TYPE` for a value that is not of the type or does not fit.
 */
export function attributeWrite(config: AttributeConfig, value: unknown): AttributeWrite {
  const { name, dataType, dataFormat } = config;
  try {
    const { elements, dim } = shaped(config, value);
    return { name, dataType, dataFormat, value: elements, dim };
  } catch (error) {
    if (!(error instanceof DevgenError)) throw error;
    const type = `${tangoTypeName(dataType)} ${dataFormat.toLowerCase()}`;
    throw new DevgenError(`attribute ${name}: ${error.message} (${type})`, { ...error, member: name });
  }
}

function shaped({ dataType, dataFormat }: AttributeConfig, value: unknown): { elements: Elements; dim: Dim } {
  const kind = elementKindOf(dataType);
  if (dataFormat === 'SCALAR') return { elements: elementsOf(kind, [value]), dim: { x: 1, y: 0 } };
  if (dataFormat === 'SPECTRUM') {
    const elements = elementsOf(kind, value);
    return { elements, dim: { x: elements.length, y: 0 } };
  }
  const rows = Array.isArray(value) ? value.map((row) => elementsOf(kind, row)) : undefined;
  const x = rows?.[0]?.length ?? 0;
  if (rows === undefined || rows.some((row) => row.length !== x)) {
    throw new DevgenError('rows of equal length expected', { code: 'VALUE.TYPE', expected: 'rows of equal length' });
  }
  return {
    elements: elementsOf(
      kind,
      rows.flatMap((row) => Array.from<unknown>(row)),
    ),
    dim: { x, y: rows.length },
  };
}
