import { describe, expect, it } from 'vitest';
import { verify } from '../../src/reader/verify.ts';
import type { RenderedFile } from '../../src/model/rendered.ts';
import { renderPackage } from '../../src/render/render-package.ts';
import { hostileLock } from '../render/hostile.ts';

function file(text: string): RenderedFile {
  return { text, template: 'device.hbs', subject: 'Motor', device: 'm/1' };
}

describe('verify', () => {
  it('accepts what the templates make of a hostile facility', async () => {
    await verify(renderPackage(hostileLock(), { package: '@x/y' }));
  });

  it('names template, class, device, file and line of a text that does not parse', async () => {
    const files = new Map([
      ['good.ts', file('export const a = 1;\n')],
      ['motor.ts', file('export const a = 1;\nexport class { */ }\n')],
    ]);
    await expect(verify(files)).rejects.toMatchObject({
      code: 'TEMPLATE.OUTPUT',
      source: 'device.hbs',
      device: 'm/1',
      message: expect.stringMatching(
        /^template device\.hbs made of Motor \(device m\/1\) a file motor\.ts that does not parse: line 2: .+ \(export class \{ \*\/ \}\)/,
      ),
    });
  });

  it.each([
    'export const a = ;',
    "export const a = 'never ends\n';",
    'export const a = `never ends',
    'export class A { declare readonly a: ; }',
    'export class A { declare readonly a: Map<string; }',
    'export class A { declare readonly a b: string; }',
    'export interface A { readonly a: string',
    'export type A = { | };',
    'import { A from "a";',
    '/* never ends',
    'export const a = 1; */',
    'export const a = [1, 2;',
    'export const { = 1;',
    'export enum A { a = }',
  ])('refuses %j', async (text) => {
    const files = new Map([['a.ts', file(`${text}\n`)]]);
    await expect(verify(files)).rejects.toMatchObject({ code: 'TEMPLATE.OUTPUT' });
  });

  it.each([
    'export enum A { a = 1 }',
    'export namespace A { export const a = 1; }',
    'export declare const a: unique symbol;',
    'export class A<in out T extends string = never> { accessor a!: T; static { } }',
    'export const a = <const T,>(x: T) => x satisfies T as T;',
    'import type { A } from "a" with { "resolution-mode": "import" };\nexport type { A };',
    // Errors to a compiler, but no other program than the one that was meant.
    'export const a: number;',
    'export const a = 1;\nexport const a = 2;',
    'abstract readonly class A {}',
  ])('leaves to the compiler %j', async (text) => {
    const files = new Map([['a.ts', file(`${text}\n`)]]);
    await expect(verify(files)).resolves.toBeUndefined();
  });

  it.each(["export const a = '\0';\n", '/** a\0b */\nexport const a = 1;\n'])(
    'refuses a null byte, also where it parses: %j',
    async (text) => {
      await expect(verify(new Map([['a.ts', file(text)]]))).rejects.toMatchObject({
        code: 'TEMPLATE.OUTPUT',
        message: expect.stringContaining('line 1 has a null byte'),
      });
    },
  );

  it('reads JSON too', async () => {
    const files = new Map([['package.json', { ...file('{ "name": "x", }'), template: 'package.hbs' }]]);
    await expect(verify(files)).rejects.toMatchObject({ code: 'TEMPLATE.OUTPUT', source: 'package.hbs' });
  });
});
