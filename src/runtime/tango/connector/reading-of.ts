import { DevgenError, whyOf } from '../../core/contract/errors.ts';
import { badReading, goodReading, type BadReading, type Reading, type Severity } from '../../core/contract/reading.ts';
import type { ValueSpec } from '../../core/contract/spec.ts';
import type { AttributeValue, AttrQuality } from '../client/types.ts';
import { DevFailed } from '../client/device/dev-failed.ts';
import { decode } from './decode.ts';

const SEVERITIES: Readonly<Record<AttrQuality, Severity>> = {
  ATTR_VALID: 'none',
  ATTR_CHANGING: 'none',
  ATTR_WARNING: 'minor',
  ATTR_ALARM: 'major',
  ATTR_INVALID: 'invalid',
};

/** One attribute of a reply as a reading: the server's time, its quality as the word and as a severity. */
export function readingOf(live: ValueSpec, value: AttributeValue, source: string): Reading {
  const quality = value.quality.replace('ATTR_', '');
  try {
    if (value.errors.length > 0) throw new DevFailed(value.errors, { source });
    if (value.quality === 'ATTR_INVALID') throw invalid(source);
    const decoded = decode(live, value.value, value.dim);
    return goodReading(decoded, { severity: SEVERITIES[value.quality], quality, timeNs: value.timeNs });
  } catch (error) {
    return { ...failedReading(error, source), quality };
  }
}

/** Why there is no value. The time is the local one: servers send none with an error. */
export function failedReading(error: unknown, source: string, stale = false): BadReading {
  return badReading(asDevgenError(error, source), { stale });
}

/** The error itself where it is one of devgen's. */
export function asDevgenError(error: unknown, source: string): DevgenError {
  if (error instanceof DevgenError) return error;
  return new DevgenError(whyOf(error), {
    code: 'TANGO.PROTOCOL',
    about: source,
    source,
    hint: 'devgen made no sense of the answer: the cause tells where; is it a Tango server?',
    cause: error,
  });
}

function invalid(source: string): DevgenError {
  return new DevgenError('no valid value now (quality INVALID)', {
    code: 'VALUE.INVALID',
    about: source,
    source,
    hint: 'the device says so; its Status may tell why',
  });
}
