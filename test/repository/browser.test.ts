import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { afterAll, describe, expect, it } from 'vitest';
import { removeFolder, temporaryFolder } from '../peers/temporary-folder.ts';
import { root, sourceFiles } from './arrows.ts';

const run = promisify(execFile);

/** What the compiler prints of a project: errors, then the files that it read. */
function typeCheck(project: string): Promise<string> {
  return run(join(root, 'node_modules/.bin/tsc'), ['-p', project, '--listFiles']).then(
    (done) => done.stdout,
    (error: { stdout: string }) => error.stdout,
  );
}

/** Bytes, minified and compressed. */
const CORE_LIMIT = 20_000;

describe("the runtime's core", () => {
  const folder = temporaryFolder('browser');
  afterAll(() => removeFolder(folder));

  it('is one bundle for a browser, of at most 20 KB', async () => {
    const bundle = await build({
      entryPoints: [join(root, 'src/runtime/core/index.ts')],
      bundle: true,
      minify: true,
      format: 'esm',
      platform: 'browser',
      target: 'es2022',
      write: false,
      metafile: true,
    });
    const [file] = bundle.outputFiles;
    expect(Object.keys(bundle.metafile.inputs).length).toBeGreaterThan(20);
    expect(file?.text.length).toBeGreaterThan(10_000);
    expect(gzipSync(file?.contents ?? '').length).toBeLessThanOrEqual(CORE_LIMIT);
  });

  it("type-checks without Node's types", async () => {
    const files = ['core', 'v1'].flatMap((room) => sourceFiles(`src/runtime/${room}`));
    const config = {
      extends: join(root, 'tsconfig.json'),
      compilerOptions: { types: [], lib: ['es2023', 'esnext.disposable', 'dom', 'dom.iterable'] },
      files: files.map((path) => join(root, path)),
      include: [],
    };
    const path = join(folder, 'tsconfig.json');
    writeFileSync(path, JSON.stringify(config));
    const listed = (await typeCheck(path)).split('\n');
    expect(listed.filter((line) => line.includes('error TS'))).toEqual([]);
    expect(listed.filter((line) => line.startsWith(join(root, 'src/runtime/')))).toHaveLength(files.length);
    writeFileSync(join(folder, 'wrong.ts'), 'export const pid: number = process.pid;\n');
    writeFileSync(path, JSON.stringify({ ...config, files: [join(folder, 'wrong.ts')] }));
    expect(await typeCheck(path)).toContain("'process'");
  });
});
