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
    await verify(await renderPackage(hostileLock(), { package: '@x/y' }));
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

  it('reads JSON too', async () => {
    const files = new Map([['package.json', { ...file('{ "name": "x", }'), template: 'package.hbs' }]]);
    await expect(verify(files)).rejects.toMatchObject({ code: 'TEMPLATE.OUTPUT', source: 'package.hbs' });
  });
});
