import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { getFileInfo } from 'prettier';
import { describe, expect, it } from 'vitest';
import { root } from './arrows.ts';

const run = promisify(execFile);
const FOLDERS = ['bin', 'src', 'test'];

const code = FOLDERS.flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.[cm]?[jt]s$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name)),
).filter((path) => !/\/(dist|node_modules)\/|\/test\/fixtures\//.test(path));

describe('the checks of style', () => {
  it('lint every file', async () => {
    // Its verdict is the lint step's business; here only what it looked at counts.
    const stdout = await run('npx', ['oxlint', '--format=json', ...FOLDERS], { cwd: root, maxBuffer: 2 ** 26 }).then(
      (done) => done.stdout,
      (error: { stdout: string }) => error.stdout,
    );
    const report = JSON.parse(stdout) as { readonly number_of_files: number };
    expect(code.length).toBeGreaterThan(150);
    expect(report.number_of_files).toBe(code.length);
  });

  it('format every file', async () => {
    const ignorePath = join(root, '.prettierignore');
    const skipped = await Promise.all(
      code.map(async (path) => ((await getFileInfo(path, { ignorePath })).ignored ? [path] : [])),
    );
    expect(skipped.flat()).toEqual([]);
  });
});
