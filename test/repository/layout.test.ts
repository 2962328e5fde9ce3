import { accessSync, constants, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from './arrows.ts';

const text = (path: string): string => readFileSync(join(root, path), 'utf8');
const manifest = (path: string): Record<string, unknown> => JSON.parse(text(path)) as Record<string, unknown>;

describe('the repository', () => {
  it('has its top level, and the pages that a stranger looks for', () => {
    expect(readdirSync(root)).toEqual(
      expect.arrayContaining(
        'bin src templates generated schemas test docs package.json tsconfig.json README.md LICENSE CHANGELOG.md'.split(
          ' ',
        ),
      ),
    );
    for (const page of ['README.md', 'CHANGELOG.md']) expect(text(page).length).toBeGreaterThan(200);
    expect(text('LICENSE')).toMatch(/BSD 3-Clause[^]*Neither the name/);
  });

  it('is two packages of one licence, of which one depends on the other and that on nothing', () => {
    const [tool, runtime] = [manifest('package.json'), manifest('src/runtime/package.json')];
    expect([tool['name'], runtime['name']]).toEqual(['devgen', '@devgen/runtime']);
    expect([tool['license'], runtime['license']]).toEqual(['BSD-3-Clause', 'BSD-3-Clause']);
    expect([tool['type'], runtime['type']]).toEqual(['module', 'module']);
    expect(tool['workspaces']).toEqual(['src/runtime']);
    expect(tool['dependencies']).toHaveProperty(['@devgen/runtime'], runtime['version']);
    expect(['dependencies', 'peerDependencies', 'optionalDependencies'].filter((kind) => kind in runtime)).toEqual([]);
    expect(text('src/runtime/LICENSE')).toBe(text('LICENSE'));
  });

  it('is checked by one command, which is that of every engineer', () => {
    accessSync(join(root, '.ci/run'), constants.X_OK);
    expect(text('.ci/run').trimEnd().split('\n').at(-1)).toBe('npm test');
    expect(manifest('package.json')['scripts']).toMatchObject({ test: 'node test/run.js' });
    for (const step of ["'build'", "'lint'", "'typecheck'", 'vitest()']) expect(text('test/run.js')).toContain(step);
  });

  it('is compiled strictly', () => {
    const options = manifest('tsconfig.json')['compilerOptions'];
    expect(options).toMatchObject({
      strict: true,
      noUncheckedIndexedAccess: true,
      exactOptionalPropertyTypes: true,
      verbatimModuleSyntax: true,
      erasableSyntaxOnly: true,
    });
  });
});
