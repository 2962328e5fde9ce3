import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { runInNewContext } from 'node:vm';
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

  it('bundles for a browser with a generated class and a mock, and runs where there is no Node', async () => {
    const bundle = await build({
      stdin: {
        contents: `
          import { connectAll } from '@devgen/runtime';
          import { SimMotor } from './generated/facility/sim-motor.ts';
          const { x } = await connectAll({ x: new SimMotor('lab/motor/x') }, { via: [], mock: true });
          await x.velocity.set(7);
          done([await x.velocity.get(), x.$state.state]);`,
        resolveDir: root,
        loader: 'ts',
      },
      bundle: true,
      format: 'esm',
      platform: 'browser',
      target: 'es2022',
      write: false,
      metafile: true,
    });
    const text = bundle.outputFiles[0]?.text ?? '';
    expect(Object.keys(bundle.metafile.inputs).some((path) => path.includes('/mock'))).toBe(true);
    expect(text).not.toMatch(/node:|require\(/);
    const values: unknown[] = [];
    // What a browser has too, and nothing of Node.
    const { AbortController, AbortSignal, clearTimeout, performance, queueMicrotask, setTimeout } = globalThis;
    const browser = { AbortController, AbortSignal, clearTimeout, performance, queueMicrotask, setTimeout };
    const ran = runInNewContext(`(async () => {${text}})()`, {
      ...browser,
      done: (value: readonly unknown[]) => values.push(...value),
    }) as Promise<void>;
    await ran;
    expect(values).toEqual([7, 'connected']);
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
