import { DevgenError, type ErrorFacts } from '../../../core/contract/errors.ts';
import type { NamedDevError } from '../../codec/idl/dev-error.ts';
import type { DevError } from '../types.ts';

export interface FailedCall extends Omit<ErrorFacts, 'code'> {
  /** `TANGO.DEV_FAILED` by default. */
  readonly code?: string;
  /** What was tried, as a person says it: `read ampli`. */
  readonly operation?: string;
}

/** Tango's own error: a stack of levels, the innermost first. Code `TANGO.DEV_FAILED`, or `TANGO.ACCESS`. */
export class DevFailed extends DevgenError {
  readonly errors: readonly DevError[];

  constructor(errors: readonly DevError[], call: FailedCall) {
    super(stackText(errors), {
      ...call,
      code: call.code ?? 'TANGO.DEV_FAILED',
      about: call.about ?? callText(call),
      hint: call.hint ?? hintFor(errors),
    });
    this.name = 'DevFailed';
    this.errors = errors;
  }

  /** The reason of the innermost level: `API_WAttrOutsideLimit`. */
  get reason(): string {
    return this.errors[0]?.reason ?? '';
  }

  override retold(facts: ErrorFacts): DevFailed {
    return new DevFailed(this.errors, facts);
  }
}

/** Several attributes of one write failed, each with a stack of its own; those that are not named were written. */
export class MultiDevFailed extends DevFailed {
  readonly attributes: readonly NamedDevError[];

  constructor(attributes: readonly NamedDevError[], call: FailedCall) {
    super(attributes.length === 1 ? (attributes[0]?.errors ?? []) : attributes.flatMap(labelled), call);
    this.name = 'MultiDevFailed';
    this.attributes = attributes;
  }

  override retold(facts: ErrorFacts): MultiDevFailed {
    return new MultiDevFailed(this.attributes, facts);
  }
}

/** The name before the innermost level, which is what tells it from the stacks of other attributes. */
function labelled({ name, errors }: NamedDevError): readonly DevError[] {
  return errors.map((error, level) =>
    level === 0 ? { ...error, description: `${name}: ${error.description}` } : error,
  );
}

function callText(call: FailedCall): string | undefined {
  const subject = call.source ?? call.device;
  const text = [subject, call.operation].filter((part) => part !== undefined).join(', ');
  return text === '' ? undefined : text;
}

function stackText(errors: readonly DevError[]): string {
  if (errors.length === 0) return 'failed without a word from the server';
  return errors.map(levelText).join('\n  ');
}

function levelText({ reason, description, origin }: DevError): string {
  const where = origin.trim() === '' ? '' : ` (${origin.trim()})`;
  return `${reason}: ${description.trim()}${where}`;
}

/** Tango's own reasons, as far as they tell what to do. */
const HINTS: ReadonlyMap<string, string> = new Map([
  ['API_AttrNotAllowed', "the device's State forbids it now: wait for another, or read its Status"],
  ['API_CommandNotAllowed', "the device's State forbids it now: wait for another, or read its Status"],
  ['API_AttrNotFound', 'the device has no such attribute now: devgen pull'],
  ['API_CommandNotFound', 'the device has no such command now: devgen pull'],
  ['API_CommandTimedOut', 'the device is busy with another call: try again when it is done'],
  ['API_DeviceTimedOut', 'the device behind this one is too slow: try again, or look at its server'],
  ['API_AttrNotWritable', 'it only shows what another attribute was set to: write that one'],
  ['API_WAttrOutsideLimit', "write a value within the attribute's limits"],
  ['API_ReadOnlyMode', 'ask for write access, or lift the control for this process with SUPER_TANGO=true'],
]);

function hintFor(errors: readonly DevError[]): string {
  const known = errors.map(({ reason }) => HINTS.get(reason)).find((hint) => hint !== undefined);
  return known ?? "the reason is the device's own: its Status or the log of its server tells more";
}
