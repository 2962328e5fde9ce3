import type { DevgenError } from '../contract/errors.ts';
import type { Setting } from './find-settings.ts';
import { forEachBounded } from '../support/bounded.ts';
import type { Io } from '../contract/seam.ts';
import { readMany } from '../signal/read-many.ts';
import { restOf } from '../support/rest.ts';
import { slot } from '../contract/slot.ts';

/** What a setting is at present, or why that is not known. */
export type Present = { readonly value: unknown } | { readonly error: DevgenError };

/**
 * What settings are at present, in the order given. Where reading and writing have addresses of their own it is the
 * setpoint: the readback is what became of it.
 */
export async function readPresent(settings: ReadonlyMap<string, Setting>, io: Io): Promise<Map<string, Present>> {
  const all = [...settings];
  const found = new Map<string, Present>();
  const read = all.filter(([, setting]) => setting[slot].spec.write === undefined);
  const asked = all.filter(([, setting]) => setting[slot].spec.write !== undefined);
  const [readings] = await Promise.all([
    readMany(
      read.map(([, setting]) => setting),
      io,
    ),
    forEachBounded(asked, setpointsAtOnce, io, async ([path, setting], own) => {
      try {
        found.set(path, { value: await setting.setpoint(restOf(own)) });
      } catch (error) {
        found.set(path, { error: setting[slot].named(error, 'setpoint') });
      }
    }),
  ]);
  for (const [index, [path, setting]] of read.entries()) {
    const reading = readings[index]!;
    if (!reading.ok) found.set(path, { error: setting[slot].named(reading.error, 'get') });
    else if (reading.stale) found.set(path, { error: setting[slot].lost('the value is stale') });
    else found.set(path, { value: reading.value });
  }
  return new Map(all.map(([path]) => [path, found.get(path)!]));
}

const setpointsAtOnce = 32;
