import { metaOf } from '../../../core/signal/data-key.ts';
import type { Meta } from '../../../core/contract/meta.ts';
import type { SignalSpec } from '../../../core/contract/spec.ts';
import { unitsOf } from '../../codec/data/capture-header.ts';
import type { WireMember } from '../normalise.ts';
import { timeLimits } from '../values/time-limits.ts';
import { partsOfScaled } from './member-read.ts';
import type { ToldValues } from './told-values.ts';

/** A member's metadata with the units and limits that hold now. */
export function liveMeta({ spec, meta, form, wire }: WireMember, told: ToldValues, clock: number): Meta {
  if (spec.kind === 'command') return meta;
  const known = { ...metaOf(spec as SignalSpec), ...meta };
  if (form.kind === 'scaled') return withUnits(known, unitsOf(told.text(`${partsOfScaled(wire)[0]}.UNITS`)));
  if (form.kind !== 'time') return known;
  const units = told.text(`${wire}.UNITS`);
  const limits = timeLimits(form.maxTicks, clock, units);
  return { ...withUnits(known, units), ...(limits === undefined ? {} : { limits }) };
}

function withUnits(meta: Meta, units: string | undefined): Meta {
  return units === undefined ? meta : { ...meta, units };
}
