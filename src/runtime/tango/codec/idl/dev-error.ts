import type { DevError } from '../../client/types.ts';
import type { CdrReader } from '../cdr-reader.ts';
import type { CdrWriter } from '../cdr-writer.ts';
import { utf8Text } from '../utf8-text.ts';
import { readEnum, writeEnum } from './enum.ts';

const SEVERITIES = ['WARN', 'ERR', 'PANIC'] as const;

/** What failed for one attribute of a call for several. */
export interface NamedDevError {
  readonly name: string;
  /** Place of the attribute in the call. */
  readonly index: number;
  readonly errors: readonly DevError[];
}

export function readDevError(reader: CdrReader): DevError {
  const reason = utf8Text(reader.string());
  const severity = readEnum(reader, SEVERITIES);
  const description = utf8Text(reader.string());
  return { reason, severity, description, origin: utf8Text(reader.string()) };
}

export function writeDevError(writer: CdrWriter, error: DevError): void {
  writer.string(error.reason);
  writeEnum(writer, SEVERITIES, error.severity);
  writer.string(error.description);
  writer.string(error.origin);
}

/** The body of `DevFailed`. */
export function readDevErrorList(reader: CdrReader): DevError[] {
  return reader.sequence(16, readDevError);
}

export function writeDevErrorList(writer: CdrWriter, errors: readonly DevError[]): void {
  writer.sequence(errors, writeDevError);
}

/** The body of `MultiDevFailed`. */
export function readNamedDevErrorList(reader: CdrReader): NamedDevError[] {
  return reader.sequence(12, (each) => {
    const name = each.string();
    const index = each.i32();
    return { name, index, errors: readDevErrorList(each) };
  });
}

export function writeNamedDevErrorList(writer: CdrWriter, errors: readonly NamedDevError[]): void {
  writer.sequence(errors, (each, error) => {
    each.string(error.name);
    each.i32(error.index);
    writeDevErrorList(each, error.errors);
  });
}
