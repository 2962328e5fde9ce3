import { expect } from 'vitest';
import type { Outcomes, PackageOutcome } from '../../src/report/outcome.ts';

/** The outcome of the one package of a config. */
export async function only<D extends object>(outcomes: Promise<Outcomes<D>>): Promise<PackageOutcome<D>> {
  const { isList, all } = await outcomes;
  expect([isList, all.length]).toEqual([false, 1]);
  return all[0]!;
}
