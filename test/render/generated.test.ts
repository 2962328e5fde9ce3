import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readLock } from '../../src/model/lock/read-lock.ts';
import { inspect } from '../../src/publish/inspect.ts';
import { packageHash } from '../../src/publish/package-hash.ts';
import { renderPackage } from '../../src/render/render-package.ts';
import { root } from './packages.ts';

const folder = join(root, 'generated/facility');

// After a wanted change of the templates: devgen generate, in the folder `generated`.
it('the committed example is what its lock makes', async () => {
  const read = readLock(folder);
  if (read === undefined) throw new Error('the example has no lock');
  const files = renderPackage(read.lock, { package: '@example/facility' });
  expect(files.size).toBeGreaterThan(4);
  const hashes = new Map([...files].map(([path, { text }]) => [path, packageHash(path, text)]));
  expect(inspect(folder, hashes).findings).toEqual([]);
  expect(await readFile(join(folder, 'devgen.lock.json'), 'utf8')).not.toMatch(/\d+\.\d+\.\d+\.\d+|localhost|:\/\//);
});
