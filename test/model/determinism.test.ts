import { execFile } from 'node:child_process';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { merge } from '../../src/model/merge/merge.ts';
import { printLock } from '../../src/model/lock/print-lock.ts';
import { devices, sources } from './determinism-facts.ts';
import { type Facts, pulledSource } from './pulled-source.ts';

const expected = printLock(merge(undefined, sources).lock);

it('gives the same bytes whatever comes first', () => {
  fc.assert(
    fc.property(shuffled(devices), shuffled(sources.slice(1)), (some, others) => {
      const db = pulledSource(
        'db',
        'tango',
        some.map((device) => ({ ...device, members: reversed(device.members) })),
      );
      expect(printLock(merge(undefined, [...others, db]).lock)).toBe(expected);
    }),
    { numRuns: 100 },
  );
});

it('gives the same lock and files in every locale', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'devgen-locale-'));
  const run = join(folder, 'build/room/run.mjs');
  try {
    await cp(join(import.meta.dirname, '../../templates'), join(folder, 'templates'), { recursive: true });
    await bundle(folder, run);
    const printed = await Promise.all(
      ['en_US.UTF-8', 'sv_SE.UTF-8', 'tr_TR.UTF-8'].map(async (locale) => {
        const env = { ...process.env, LC_ALL: locale, LANG: locale };
        const { stdout } = await promisify(execFile)(process.execPath, [run], { env, maxBuffer: 1 << 26 });
        return JSON.parse(stdout) as { locale: string; lock: string; files: unknown };
      }),
    );
    expect(printed.map(({ locale }) => locale)).toEqual(['en-US', 'sv-SE', 'tr-TR']);
    for (const { lock, files } of printed) {
      expect(lock).toBe(expected);
      expect(files).toEqual(printed[0]?.files);
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

/** One file that Node 20 can run, with the templates where the program looks for them. */
async function bundle(folder: string, to: string): Promise<void> {
  const here = import.meta.dirname;
  const entry = join(folder, 'entry.ts');
  await writeFile(
    entry,
    `import { merge } from '${here}/../../src/model/merge/merge.ts';
import { printLock } from '${here}/../../src/model/lock/print-lock.ts';
import { renderPackage } from '${here}/../../src/render/render-package.ts';
import { hostileLock } from '${here}/../render/hostile.ts';
import { sources } from '${here}/determinism-facts.ts';
const { lock } = merge(undefined, sources);
const files = [...renderPackage(lock, { package: 'x' }), ...renderPackage(hostileLock(), { package: 'x' })];
console.log(JSON.stringify({ locale: new Intl.Collator().resolvedOptions().locale, lock: printLock(lock), files }));`,
  );
  await build({
    entryPoints: [entry],
    outfile: to,
    bundle: true,
    platform: 'node',
    format: 'esm',
    conditions: ['@devgen/source'],
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
    logLevel: 'error',
  });
}

function shuffled<T>(items: readonly T[]): fc.Arbitrary<T[]> {
  return fc.shuffledSubarray([...items], { minLength: items.length });
}

function reversed(of: Facts): Facts {
  return Object.fromEntries(Object.entries(of).toReversed());
}
