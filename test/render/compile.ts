import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root, type Workspace } from './packages.ts';

/** Every compiler that a user may have, by the folder of its package. */
export const COMPILERS = ['typescript-5.9', 'typescript-6', 'typescript'] as const;

/** The strictest settings that a user's project may have. */
const STRICT = {
  target: 'es2022',
  lib: ['es2023', 'esnext.disposable'],
  module: 'nodenext',
  moduleResolution: 'nodenext',
  types: [],
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noImplicitOverride: true,
  noImplicitReturns: true,
  noFallthroughCasesInSwitch: true,
  noPropertyAccessFromIndexSignature: true,
  noUnusedLocals: true,
  noUnusedParameters: true,
  noUncheckedSideEffectImports: true,
  allowUnreachableCode: false,
  allowUnusedLabels: false,
  verbatimModuleSyntax: true,
  isolatedModules: true,
  erasableSyntaxOnly: true,
  forceConsistentCasingInFileNames: true,
  allowImportingTsExtensions: true,
  skipLibCheck: true,
  noEmit: true,
  declaration: true,
  isolatedDeclarations: true,
  customConditions: ['@devgen/source'],
};

/** What the compiler says of the workspace's own files, and how many of them it saw. */
export async function compile(
  workspace: Workspace,
  compiler: string,
): Promise<{ readonly errors: readonly string[]; readonly files: number }> {
  const project = { compilerOptions: STRICT, include: ['*/**/*.ts', '*.ts'], exclude: ['node_modules'] };
  await workspace.write('tsconfig.json', JSON.stringify(project));
  const bin = join(root, 'node_modules', compiler, 'bin/tsc');
  const { stdout } = spawnSync(process.execPath, [bin, '-p', '.', '--listFiles', '--pretty', 'false'], {
    cwd: workspace.folder,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  const lines = stdout.split('\n');
  return {
    errors: lines
      .filter((line) => / error TS\d+: /.test(line) && isOwn(line))
      .concat(lines.filter((line) => line.startsWith('error TS'))),
    files: lines.filter(
      (line) => line.startsWith(workspace.folder) && line.endsWith('.ts') && !line.includes('node_modules'),
    ).length,
  };
}

function isOwn(line: string): boolean {
  return !/^(?:\.\.\/|\/|\s)/.test(line);
}
