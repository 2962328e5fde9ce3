import { beforeAll, describe, expect, it } from 'vitest';
import ts from 'typescript-5.9';
import { renderPackage } from '../../src/render/render-package.ts';
import { hostileLock } from './hostile.ts';
import { FIXTURES, fixtureLock } from './packages.ts';

const files: (readonly [path: string, file: ts.SourceFile])[] = [];

beforeAll(async () => {
  const locks = await Promise.all(FIXTURES.map(async (name) => [name, await fixtureLock(name)] as const));
  for (const [name, lock] of [...locks, ['hostile', hostileLock()] as const]) {
    for (const [path, { text }] of renderPackage(lock, { package: `@bl01/${name}` })) {
      if (path.endsWith('.ts')) files.push([`${name}/${path}`, parse(path, text)]);
    }
  }
});

function parse(path: string, text: string): ts.SourceFile {
  return ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true);
}

/** Everything in a file that would run, or be looked at, by importing it; function bodies run later. */
function found(file: ts.SourceFile, wanted: (node: ts.Node) => boolean): readonly string[] {
  const texts: string[] = [];
  const visit = (node: ts.Node): void => {
    if (wanted(node)) texts.push(node.getText(file));
    if (!ts.isFunctionLike(node)) ts.forEachChild(node, visit);
  };
  visit(file);
  return texts;
}

const runs = (node: ts.Node): boolean =>
  ts.isCallExpression(node) || ts.isNewExpression(node) || ts.isTaggedTemplateExpression(node) || ts.isDecorator(node);
const isComputedType = (node: ts.Node): boolean => ts.isMappedTypeNode(node) || ts.isConditionalTypeNode(node);
const hasLogic = (node: ts.Node): boolean =>
  ts.isMethodDeclaration(node) ||
  ts.isConstructorDeclaration(node) ||
  ts.isAccessor(node) ||
  (ts.isStatement(node) && isControl(node));

function isControl(node: ts.Statement): boolean {
  return (
    ts.isIfStatement(node) ||
    ts.isIterationStatement(node, false) ||
    ts.isTryStatement(node) ||
    ts.isExpressionStatement(node)
  );
}

/** What breaks a rule, in every file, with its place. */
function offences(wanted: (node: ts.Node) => boolean): readonly string[] {
  return files.flatMap(([path, file]) => found(file, wanted).map((text) => `${path}: ${text.slice(0, 60)}`));
}

describe('a generated file', () => {
  it('is looked for in every package', () => {
    expect(files.length).toBeGreaterThan(25);
    const wrong = parse('x.ts', 'export const a = f(); type B = { [K in "x"]: 1 }; class C { m() {} }');
    expect([runs, isComputedType, hasLogic].map((rule) => found(wrong, rule).length)).toEqual([1, 1, 1]);
  });

  it('has literals and names only where it is imported: no call, no decorator', () => {
    expect(offences(runs)).toEqual([]);
  });

  it('has its types written out: none is mapped, conditional or any', () => {
    expect(offences(isComputedType)).toEqual([]);
    expect(offences((node) => node.kind === ts.SyntaxKind.AnyKeyword)).toEqual([]);
  });

  it('has no logic: no method, constructor, accessor or statement that does something', () => {
    expect(offences(hasLogic)).toEqual([]);
  });

  it('has one class at most, and no file exports what another has', () => {
    for (const [path, file] of files) {
      const classes = file.statements.filter((statement) => ts.isClassDeclaration(statement));
      expect([path, classes.length]).toEqual([path, Math.min(1, classes.length)]);
      expect([path, file.statements.filter((statement) => ts.isExportDeclaration(statement))]).toEqual([path, []]);
    }
  });

  it('imports the runtime by its version for generated code, and else only its own package', () => {
    const specifiers = files.flatMap(([, file]) =>
      file.statements.flatMap((statement) =>
        ts.isImportDeclaration(statement) && ts.isStringLiteral(statement.moduleSpecifier)
          ? [statement.moduleSpecifier.text]
          : [],
      ),
    );
    expect(specifiers.filter((text) => !text.startsWith('./')).every((text) => text === '@devgen/runtime/v1')).toBe(
      true,
    );
    expect(specifiers).toContain('@devgen/runtime/v1');
  });
});
