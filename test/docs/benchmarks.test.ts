import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { root } from '../repository/arrows.ts';

const page = readFileSync(join(root, 'docs/benchmarks.md'), 'utf8');
const commands = new Set(Array.from(page.matchAll(/npm run bench -- ([\w.]+)/g), ([, name]) => name!));
const benchmarks = readdirSync(join(root, 'test/bench')).filter((name) => name.endsWith('.bench.ts'));

it('has a command for each benchmark, and no other', () => {
  expect(benchmarks.length).toBeGreaterThan(8);
  // What stands behind the command is looked for in the names of files.
  const meant = Array.from(commands, (command) => benchmarks.filter((name) => name.includes(command)));
  expect(meant.map((names) => names.length)).toEqual(meant.map(() => 1));
  expect(meant.flat().toSorted()).toEqual(benchmarks.toSorted());
});
