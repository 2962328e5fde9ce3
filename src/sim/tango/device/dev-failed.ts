import {
  type CdrWriter,
  type DevError,
  type NamedDevError,
  writeDevErrorList,
  writeNamedDevErrorList,
} from '@devgen/runtime/tango/codec';
import { UserException } from '../orb/exceptions.ts';
import { tangoText } from './text.ts';

/** Tango's error: a stack of levels, the innermost first. Behaviour throws it to fail on purpose. */
export class DevFailed extends UserException {
  readonly repositoryId = 'IDL:Tango/DevFailed:1.0';
  readonly errors: readonly DevError[];

  constructor(reason: string, description: string, origin: string) {
    super(`${reason}: ${description}`);
    // They may repeat what a client sent, which may be anything.
    const texts = { reason: tangoText(reason), description: tangoText(description), origin: tangoText(origin) };
    this.errors = [{ ...texts, severity: 'ERR' }];
  }

  write(writer: CdrWriter): void {
    writeDevErrorList(writer, this.errors);
  }
}

/** Some attributes of a write failed; the others were written. */
export class MultiDevFailed extends UserException {
  readonly repositoryId = 'IDL:Tango/MultiDevFailed:1.0';
  readonly attributes: readonly NamedDevError[];

  constructor(attributes: readonly NamedDevError[]) {
    super(attributes.map(({ name }) => name).join(', '));
    this.attributes = attributes;
  }

  write(writer: CdrWriter): void {
    writeNamedDevErrorList(writer, this.attributes);
  }
}

/** What a behaviour threw, as Tango tells it. */
export function devFailedOf(error: unknown, origin: string): DevFailed {
  if (error instanceof DevFailed) return error;
  return new DevFailed('API_StdException', error instanceof Error ? error.message : 'unknown', origin);
}
