import { expect, it } from 'vitest';
import { merge } from '../../src/model/merge/merge.ts';
import { renderPackage } from '../../src/render/render-package.ts';
import { pulledSource, r } from '../model/pulled-source.ts';

async function registryOf(source: string, ...classes: readonly string[]): Promise<string> {
  const devices = classes.map((name) => ({
    device: `d/${name}`,
    id: `tango:${name}`,
    members: { a: [r('a', { type: 'f64' })] as const },
  }));
  const { lock } = merge(undefined, [pulledSource(source, 'tango', devices)]);
  return renderPackage(lock, { package: 'x' }).get('registry.ts')?.text ?? '';
}

it('keeps the names of a source when a class of the same name appears, which has another name in this file', async () => {
  const before = await registryOf('tango', 'Motor');
  expect(before).toContain('export interface TangoDevices {');
  const after = await registryOf('tango', 'Motor', 'TangoDevices');
  expect(after).toContain("import type { TangoDevices as TangoDevices_ } from './tango-devices.ts';");
  expect(after).toContain("export interface TangoDevices {\n  readonly 'd/Motor': Motor;\n");
  expect(after).toContain("  readonly 'd/TangoDevices': TangoDevices_;\n");
});

it('names a source that begins with a digit, or is a word of the language', async () => {
  expect(await registryOf('01-bl', '01-bl')).toMatch(/as _01Bl_ }[^]*interface _01BlDevices [^]*const _01Bl:/);
  expect(await registryOf('new', 'Motor')).toMatch(/interface NewDevices [^]*const _new:/);
});
