import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Lock } from '../../src/model/lock/lock.ts';
import { merge } from '../../src/model/merge/merge.ts';
import { verify } from '../../src/reader/verify.ts';
import { renderPackage } from '../../src/render/render-package.ts';
import { devicesAt, hostileClasses, naming, PULLS, wireName } from '../model/hostile-arbitraries.ts';
import { pulledSource } from '../model/pulled-source.ts';
import { COMPILERS, compile } from './compile.ts';
import { Workspace } from './packages.ts';

const FACILITIES = 60;
const facility = fc.record({
  classes: hostileClasses,
  how: naming,
  sources: fc.uniqueArray(wireName, { minLength: 3, maxLength: 3 }),
});

let workspace: Workspace;
let classes = 0;

beforeAll(async () => {
  workspace = await Workspace.create();
  await workspace.write('fault.ts', "export const x: number = 'a';\n");
  for (const [at, sample] of fc.sample(facility, { numRuns: FACILITIES, seed: 1 }).entries()) {
    let lock: Lock | undefined;
    for (let pull = 0; pull < PULLS; pull += 1)
      lock = merge(
        lock,
        sample.sources.map((name) => pulledSource(name, 'tango', devicesAt(sample.classes, pull))),
        { naming: sample.how },
      ).lock;
    if (lock === undefined) continue;
    classes += lock.classes.size;
    await verify(renderPackage(lock, { package: 'x' }));
    await workspace.add(`p${at}`, lock);
  }
});
afterAll(() => workspace.remove());

it.each(COMPILERS)(
  '%s accepts packages of any names, under every strict flag',
  async (compiler) => {
    const { errors, files } = await compile(workspace, compiler);
    expect(errors).toEqual([expect.stringMatching(/^fault\.ts\(1,\d+\): error TS2322/)]);
    expect(classes).toBeGreaterThan(FACILITIES * 2);
    expect(files).toBeGreaterThan(classes);
  },
  120_000,
);
