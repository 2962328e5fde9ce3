import { resolve } from 'node:path';
import { DevgenError } from '@devgen/runtime';
import { expect, it } from 'vitest';
import { selectionWarnings } from '../../src/commands/actions/selection-warnings.ts';
import { parseConfig } from '../../src/config/read-config.ts';
import { EMPTY_LOCK, type Lock } from '../../src/model/lock/lock.ts';
import type { PulledSource } from '../../src/model/merge/pulled.ts';

const listed = [
  { device: 'sr/m/1', class: 'Motor', running: true },
  { device: 'sr/m/2', class: 'Motor', running: false },
  { device: 'sr/v/1', class: 'Valve', running: true },
];
const seen: PulledSource = { name: 'db', kind: 'tango', listed, described: [] };

async function warnings(
  globs: string,
  { lock, offline = '[]', pulled = [seen] }: { lock?: Lock; offline?: string; pulled?: readonly PulledSource[] } = {},
): Promise<readonly string[]> {
  const text = `sources:\n  db:\n    kind: tango\n    address: env\n    ${globs}\noutput: { dir: g, package: p }\noffline: ${offline}\n`;
  const config = await parseConfig(text, resolve('here/devgen.yaml'));
  return selectionWarnings(config, pulled, lock).map(({ code, text: words }) => `${code} ${words}`);
}

it.each([
  'exclude: []',
  "include: ['SR/m/*', 'sr/m/2']",
  "classes: ['mot*', Valve]",
  // A source may leave them out by itself.
  'excludeClasses: [Starter]',
])('says nothing of %s: each fits something', async (globs) => {
  expect(await warnings(globs)).toEqual([]);
});

it.each([
  ['include: [sr/v/1, sr/w/1]', 'include sr/w/1 fits no device of db'],
  ['exclude: ["**/old-*"]', 'exclude **/old-* fits no device of db'],
  ['classes: [Valve, Moter]', 'classes Moter fits no class of db'],
])('%s: the glob that fits nothing, with its line from the current folder', async (globs, told) => {
  expect(await warnings(globs)).toEqual([`CONFIG.NO_MATCH here/devgen.yaml:5: ${told}`]);
});

it('says first that nothing is left of a source', async () => {
  expect(await warnings('include: [sr]')).toEqual([
    'CONFIG.SOURCE_EMPTY here/devgen.yaml:5: nothing of db is pulled: its globs leave none of 3 devices',
    'CONFIG.NO_MATCH here/devgen.yaml:5: include sr fits no device of db',
  ]);
  expect(await warnings("exclude: ['**']")).toEqual([expect.stringMatching(/^CONFIG\.SOURCE_EMPTY .*:5: /)]);
});

it('takes devices that are known to be away for no mistake', async () => {
  expect(await warnings('exclude: [sr/id/*, sr/id/7]', { offline: "['sr/id/*']" })).toEqual([]);
  const lock: Lock = {
    ...EMPTY_LOCK,
    classes: new Map([['Undulator', { id: 'tango:Undulator', interface: '', detail: '', members: new Map() }]]),
    sources: new Map([['db', { kind: 'tango', devices: new Map([['sr/id/7', { class: 'Undulator', gone: true }]]) }]]),
  };
  expect(await warnings('exclude: [sr/id/*]', { lock })).toEqual([]);
  expect(await warnings('classes: [Motor, Undulator]', { lock })).toEqual([]);
  expect(await warnings('exclude: [sr/id/*]')).toHaveLength(1);
});

it('says nothing of a source that could not be asked', async () => {
  const error = new DevgenError('away', { code: 'SOURCE.UNREACHABLE' });
  expect(await warnings('include: [sr]', { pulled: [{ name: 'db', kind: 'tango', error }] })).toEqual([]);
});
