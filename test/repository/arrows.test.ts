import { describe, expect, it } from 'vitest';
import { type Import, objection, readImports, sourceFiles } from './arrows.ts';

function file(from: string, specifier: string, to: string): Import {
  return { from, specifier, to, kind: 'file' };
}

describe('the arrows between rooms', async () => {
  const { modules, imports } = await readImports();

  it('are judged over every source file', () => {
    expect(modules.length).toBeGreaterThan(100);
    expect(modules).toEqual(sourceFiles('src'));
  });

  it('point one way', () => {
    expect(imports.length).toBeGreaterThan(modules.length);
    expect(imports.map(objection).filter((why) => why !== undefined)).toEqual([]);
  });

  it('would show an import that may not be', () => {
    const wrong: readonly Import[] = [
      file('src/model/a.ts', '../render/b.ts', 'src/render/b.ts'),
      file('src/runtime/core/a.ts', '../tango/b.ts', 'src/runtime/tango/b.ts'),
      file('src/runtime/tango/a.ts', '../pva/b.ts', 'src/runtime/pva/b.ts'),
      file('src/sources/a.ts', '../runtime/core/b.ts', 'src/runtime/core/b.ts'),
      file('src/sim/a.ts', '@devgen/runtime/tango', 'src/runtime/tango/index.ts'),
      file('src/attic/a.ts', './b.ts', 'src/attic/b.ts'),
      { from: 'src/runtime/core/a.ts', specifier: 'node:net', to: 'net', kind: 'node' },
      { from: 'src/runtime/tango/a.ts', specifier: 'yaml', to: 'node_modules/yaml/index.js', kind: 'package' },
      { from: 'src/render/a.ts', specifier: 'ts-morph', to: 'node_modules/ts-morph/index.js', kind: 'package' },
      { from: 'src/config/a.ts', specifier: 'ajv/dist/2020.js', to: 'node_modules/ajv/dist/2020.js', kind: 'package' },
      { from: 'src/render/a.ts', specifier: './gone.ts', to: './gone.ts', kind: 'unresolved' },
    ];
    expect(wrong.map(objection)).not.toContain(undefined);
    expect(objection(file('src/sources/a.ts', '@devgen/runtime', 'src/runtime/core/index.ts'))).toBeUndefined();
  });
});
