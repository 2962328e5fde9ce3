import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { OfflineProject } from './offline.ts';

const DEVICE = 'sys/tg_test/1';

let project: OfflineProject;
beforeEach(async () => {
  project = await OfflineProject.create('tango-test');
});
afterEach(() => project.remove());

const lockFile = (): string => join(project.output, 'devgen.lock.json');
const noteFile = (): string => join(project.output, '.devgen/lock.json');

async function answers(): Promise<readonly string[]> {
  const asked = [['ls'], ['ls', '--json'], ['show', DEVICE], ['show', 'TangoTest', '--json'], ['show', 'nobody']];
  const done = [];
  for (const args of asked) done.push(await project.run(args));
  return done.map(({ code, stdout, stderr }) => `${code}\n${stdout}\n${stderr}`);
}

it('says of a lock that was checked before what it says of one that was not', async () => {
  const before = await answers();
  expect(existsSync(noteFile())).toBe(false);
  expect((await project.run(['generate'])).code).toBe(0);
  expect(existsSync(noteFile())).toBe(true);
  expect(await answers()).toEqual(before);
});

it.each([
  [
    'a device of a class that is not there',
    (text: string) => text.replace('{"class":"TangoTest"}', '{"class":"Nothing"}'),
  ],
  ['the marks of a merge', (text: string) => text.replace('"format"', '<<<<<<< HEAD\n"format"')],
  ['another interface', (text: string) => text.replace('"kind":"rw"', '"kind":"r"')],
])('checks a lock that is another one since, with %s', async (_, edit) => {
  await project.run(['generate']);
  const text = readFileSync(lockFile(), 'utf8');
  writeFileSync(lockFile(), edit(text));
  expect(readFileSync(lockFile(), 'utf8')).not.toBe(text);
  for (const args of [['ls'], ['show', DEVICE]]) {
    const { code, stderr } = await project.run(args);
    expect([code, stderr]).toEqual([2, expect.stringMatching(/\[LOCK\.\w+\]/)]);
  }
});

it('checks a lock once: what this checkout has noted is not looked at again', async () => {
  await project.run(['generate']);
  const note = readFileSync(noteFile(), 'utf8');
  const { version } = JSON.parse(note) as { readonly version: string };
  // A lock that a check would refuse, with a note that says otherwise.
  const wrong = readFileSync(lockFile(), 'utf8').replace('{"class":"TangoTest"}', '{"class":"Nothing"}');
  writeFileSync(lockFile(), wrong);
  expect((await project.run(['ls'])).code).toBe(2);
  writeFileSync(noteFile(), JSON.stringify({ lock: createHash('sha256').update(wrong).digest('hex'), version }));
  expect((await project.run(['ls'])).code).toBe(0);
  // Of a note by another devgen, or of none, nothing is believed.
  writeFileSync(
    noteFile(),
    JSON.stringify({ lock: createHash('sha256').update(wrong).digest('hex'), version: 'other' }),
  );
  expect((await project.run(['ls'])).code).toBe(2);
  rmSync(noteFile());
  expect((await project.run(['ls'])).code).toBe(2);
});
