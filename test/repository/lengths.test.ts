import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { root } from './arrows.ts';

const MOST = 250;
const CODE = /\.(?:[cm]?[jt]s|py|cpp|h|java|hbs)$/;
/** What is no code of ours, though it lies there: builds, what was installed, and what tests only read. */
const OTHERS = /\/(?:dist|node_modules|\.peers)\/|^test\/fixtures\//;

/** Those that have to be longer, and why. */
const LONGER: ReadonlyMap<string, string> = new Map([
  ['test/peers/jtango/src/main/java/JavaPeer.java', 'JTango finds the attributes of a device in one class'],
]);

const files = ['bin', 'src', 'templates', 'test'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)),
);
const code = files.filter((file) => CODE.test(file) && !OTHERS.test(file));
const long = code.filter((file) => readFileSync(join(root, file), 'utf8').trimEnd().split('\n').length > MOST);

it(`no file of code has more than ${MOST} lines, but those that say why`, () => {
  for (const folder of ['src/', 'test/']) {
    expect(code.filter((file) => file.startsWith(folder)).length).toBeGreaterThan(500);
  }
  expect(long).toEqual([...LONGER.keys()]);
});
