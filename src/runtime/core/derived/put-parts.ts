import { checkValue } from '../value/check-value.ts';
import { fanOut } from '../connect/fan-out.ts';
import { asDevgenError, DevgenError } from '../contract/errors.ts';
import { kindOf, type Part, partsError, type Values } from './parts.ts';
import { restOf } from '../support/rest.ts';
import type { Io, PutOptions } from '../contract/seam.ts';
import { slot } from '../contract/slot.ts';

/** Writes to all of them at once, under one deadline. Nothing is sent unless every value fits its part. */
export async function putParts(
  parts: ReadonlyMap<string, Part>,
  writes: Values,
  io: Io,
  how: PutOptions | undefined,
): Promise<void> {
  const targets: [name: string, part: Part, value: unknown][] = [];
  const errors = new Map<string, DevgenError>();
  for (const [name, value] of Object.entries(writes)) {
    if (value === undefined) continue;
    const part = parts.get(name);
    const error = misfit(name, part, value);
    if (error !== undefined) errors.set(name, error);
    else targets.push([name, part!, value]);
  }
  if (errors.size > 0) throw partsError(errors);

  const each = fanOut(io);
  await Promise.all(
    targets.map(async ([name, part, value]) => {
      try {
        await part.set(value, { ...how, ...restOf(each.next()) });
      } catch (error) {
        errors.set(name, asDevgenError(error, { code: 'CALL.FAILED' }));
      }
    }),
  );
  each.done();
  if (errors.size > 0) throw partsError(errors);
}

function misfit(name: string, part: Part | undefined, value: unknown): DevgenError | undefined {
  if (part === undefined) {
    return new DevgenError(`it would write to ${name}, which is none of its parts`, {
      code: 'MEMBER.MISSING',
      hint: 'nothing was sent; what its `set` returns is keyed by the names of its parts',
    });
  }
  try {
    if (kindOf(part) === 'r') throw part[slot].wrongKind('be set');
    checkValue(part[slot].spec, value, part[slot]);
    part[slot].bound();
  } catch (error) {
    return asDevgenError(error, { code: 'VALUE.TYPE' });
  }
  return undefined;
}
