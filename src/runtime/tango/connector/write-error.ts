import { DevgenError, type ErrorFacts } from '../../core/contract/errors.ts';
import type { Meta, Range } from '../../core/contract/meta.ts';
import { valueText } from '../../core/value/value-text.ts';
import { DevFailed } from '../client/device/dev-failed.ts';
import type { AttributeWrite } from '../client/types.ts';

export interface WriteFacts {
  readonly source: string;
  readonly value: unknown;
  readonly write: AttributeWrite;
  readonly meta: Meta | undefined;
}

/**
 * A refusal of the value itself with what was wrong with it, and the server's own text: `VALUE.LIMITS` for what is
 * outside the limits; `VALUE.TYPE` for NaN and Infinity where the server takes none, and for too many elements, which
 * Tango reports under the same reason. Every other error stays what it is.
 */
export function writeError(error: unknown, { source, value, write, meta }: WriteFacts): unknown {
  if (!(error instanceof DevFailed)) return error;
  const refusal = error.errors.find(({ reason }) => reason === 'API_WAttrOutsideLimit');
  if (refusal === undefined) return error;
  const { why, ...facts } = tooLarge(write, meta) ?? notFinite(write) ?? outside(write, meta);
  const text = `${why}; the server says: ${refusal.description.trim()}`;
  return new DevgenError(text, { ...facts, about: source, source, actual: value, cause: error });
}

type Refusal = Pick<ErrorFacts, 'code' | 'expected' | 'hint'> & { readonly why: string };

function tooLarge({ dataFormat, dim }: AttributeWrite, meta: Meta | undefined): Refusal | undefined {
  const most = meta?.maxShape;
  const extents = dataFormat === 'IMAGE' ? [dim.y, dim.x] : [dim.x];
  if (most === undefined || extents.every((extent, index) => extent <= (most[index] ?? Infinity))) return undefined;
  const words = dataFormat === 'IMAGE' ? 'rows x columns' : 'elements';
  return {
    why: `${extents.join(' x ')} ${words} are too many, at most ${most.join(' x ')} fit`,
    code: 'VALUE.TYPE',
    expected: most,
    hint: `write at most ${most.join(' x ')} ${words}`,
  };
}

function notFinite({ value }: AttributeWrite): Refusal | undefined {
  const index = value.findIndex((each: unknown) => typeof each === 'number' && !Number.isFinite(each));
  if (index < 0) return undefined;
  return {
    why: `${elementText(value, index)} is not finite`,
    code: 'VALUE.TYPE',
    expected: 'finite numbers',
    hint: 'this server takes neither NaN nor Infinity here: write a number',
  };
}

function outside({ value }: AttributeWrite, meta: Meta | undefined): Refusal {
  const limits = meta?.limits?.control;
  const index = value.findIndex((each: unknown) => limits !== undefined && isOutside(each, limits));
  // The limits may have changed since connect.
  const what = index < 0 ? 'the value is outside the limits' : `${elementText(value, index)} is outside`;
  return {
    why: limits === undefined ? what : `${what}${index < 0 ? ', at connect' : ''} ${rangeText(limits, meta?.units)}`,
    code: 'VALUE.LIMITS',
    expected: limits,
    hint: index < 0 ? 'connect again to see the limits of now' : 'write a value within the limits',
  };
}

function isOutside(value: unknown, { low, high }: Range): boolean {
  if (typeof value !== 'number' && typeof value !== 'bigint') return false;
  return (low !== undefined && value < low) || (high !== undefined && value > high);
}

function elementText(values: AttributeWrite['value'], index: number): string {
  return `${valueText(values[index])}${values.length > 1 ? ` (element ${index})` : ''}`;
}

/** `-10 to 10 A`, or the one side that there is. */
function rangeText({ low, high }: Range, units = ''): string {
  const unit = units === '' ? '' : ` ${units}`;
  if (low === undefined) return `at most ${high}${unit}`;
  return high === undefined ? `at least ${low}${unit}` : `${low} to ${high}${unit}`;
}
