import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Lock } from '../../src/model/lock/lock.ts';
import { parseLock } from '../../src/model/lock/parse-lock.ts';
import { printLock } from '../../src/model/lock/print-lock.ts';
import { slicedLock } from '../../src/model/lock/sliced-lock.ts';
import { EMPTY_LOCK } from '../../src/model/lock/lock.ts';
import { merge } from '../../src/model/merge/merge.ts';
import { command, pulledSource, r } from './pulled-source.ts';

const fixtures = join(import.meta.dirname, '../fixtures/locks');

/** Everything that a lock says, in its order. */
function said({ sources, classes, labels, ledger }: Lock): unknown {
  return {
    sources: [...sources].map(([name, { devices, ...source }]) => [name, source, [...devices]]),
    classes: [...classes].map(([name, { members, interfaces, ...of }]) => [name, of, [...members], interfaces]),
    labels: [...labels],
    ledger: [ledger.classes, ledger.files, ledger.members, ledger.types].map((part) => [...part]),
  };
}

const locks = readdirSync(fixtures).filter((name) => name.endsWith('.lock.json'));

it('has locks to look at', () => {
  expect(locks.length).toBeGreaterThan(3);
});

it.each(locks)('says of %s what the whole says', (name) => {
  const text = readFileSync(join(fixtures, name), 'utf8');
  const sliced = slicedLock(Buffer.from(text), name);
  expect(sliced && said(sliced)).toEqual(said(parseLock(text, name)));
});

it('is not led astray by names that are words of the format', () => {
  const words = [
    'format',
    'labels',
    'ledger',
    'sources',
    'classes',
    'members',
    '}},',
    '\n},\n"sources":{\n',
    '__proto__',
  ];
  const members = Object.create(null) as Record<string, [ReturnType<typeof r>]>;
  for (const word of words) members[word] = [r(word, { type: 'f64' })];
  const devices = words.map((word) => ({ device: word, id: `tango:${word}`, members }));
  const { lock } = merge(undefined, [pulledSource('sources', 'tango', devices)]);
  const text = printLock(lock);
  const sliced = slicedLock(Buffer.from(text), 'words');
  expect(sliced && said(sliced)).toEqual(said(parseLock(text, 'words')));
  expect(sliced?.classes.size).toBe(words.length);
});

it('takes a class without members, a lock without anything, and finds no parts in what is no lock', () => {
  const bare = merge(undefined, [
    pulledSource('db', 'tango', [
      { device: 'a/b/1', id: 'tango:Bare', members: {} },
      { device: 'a/b/2', id: 'tango:Other', members: { 'go()': [command('go')] } },
    ]),
  ]).lock;
  for (const lock of [bare, EMPTY_LOCK]) {
    const sliced = slicedLock(Buffer.from(printLock(lock)), 'bare');
    expect(sliced && said(sliced)).toEqual(said(lock));
  }
  expect(slicedLock(Buffer.from('{}\n'), 'none')).toBeUndefined();
});

it('reads only what is looked at', () => {
  const text = readFileSync(join(fixtures, 'tango-test.lock.json'), 'utf8').replace('"kind":"tango"', '"kind":tango');
  const sliced = slicedLock(Buffer.from(text), 'broken');
  expect([...(sliced?.classes.keys() ?? [])]).toContain('TangoTest');
  expect(() => sliced?.sources.get('db')).toThrow(SyntaxError);
});
