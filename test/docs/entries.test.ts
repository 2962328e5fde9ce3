import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';

const runtime = resolve(import.meta.dirname, '../../src/runtime');

it('the README of the runtime names every entry, and no other', () => {
  const { exports } = JSON.parse(readFileSync(join(runtime, 'package.json'), 'utf8')) as { exports: object };
  const entries = Object.keys(exports).filter((entry) => entry !== './package.json');
  expect(entries.length).toBeGreaterThan(10);
  const rows = readFileSync(join(runtime, 'README.md'), 'utf8').matchAll(/^\| (`@devgen\/runtime.*?) \|/gm);
  const named = [...rows].flatMap(([, cell]) => cell!.split(', ')).map((each) => each.replaceAll('`', ''));
  expect(named.toSorted()).toEqual(entries.map((entry) => `@devgen/runtime${entry.slice(1)}`).toSorted());
});
