import { resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { expect, it } from 'vitest';
import { merge } from '../../src/model/merge/merge.ts';
import { renderPackage } from '../../src/render/render-package.ts';
import { command, type Facts, pulledSource, r, rw } from '../model/pulled-source.ts';

const root = resolve(import.meta.dirname, '../..');

async function bundle(text: string, external: readonly string[] = []): Promise<{ minified: number; zipped: number }> {
  const { outputFiles } = await build({
    stdin: { contents: text, resolveDir: root, loader: 'ts' },
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    write: false,
    external: [...external],
  });
  const bytes = outputFiles[0]!.contents;
  return { minified: bytes.length, zipped: gzipSync(bytes, { level: 9 }).length };
}

/** 30 members of mixed types, as classes of this size have them. */
function thirty(): Facts {
  const facts: Record<string, Facts[string]> = {};
  for (let index = 1; index <= 5; index++) {
    const meta = { description: `Member number ${index} of its kind`, units: 'mm' };
    facts[`position_${index}`] = [rw(`position_${index}`, { type: 'f64', units: 'mm' }), meta];
    facts[`name_${index}`] = [r(`name_${index}`, { type: 'str' }), meta];
    facts[`flag_${index}`] = [rw(`flag_${index}`, { type: 'bool' }), meta];
    facts[`count_${index}`] = [r(`count_${index}`, { type: 'i64' }), meta];
    facts[`wave_${index}`] = [r(`wave_${index}`, { type: 'f64[]' }), meta];
    facts[`calibrate_${index}()`] = [command(`calibrate_${index}`, { in: 'f64', out: 'bool' }), meta];
  }
  return facts;
}

it('weighs the core, and one class without the runtime', async () => {
  const core = await bundle(`export * from '@devgen/runtime';`);
  const pulled = [pulledSource('db', 'tango', [{ device: 'bench/one/1', id: 'tango:Thirty', members: thirty() }])];
  const files = renderPackage(merge(undefined, pulled).lock, { package: '@bench/devices' });
  const one = await bundle(files.get('thirty.ts')!.text, ['@devgen/runtime/v1']);
  console.log(`core: ${core.zipped} bytes minified and gzipped (${core.minified} minified)`);
  console.log(`one class of 30 members without the runtime: ${one.minified} bytes minified (${one.zipped} gzipped)`);
  expect(core.zipped).toBeLessThanOrEqual(20_000);
  expect(one.minified).toBeLessThanOrEqual(3_000);
});
