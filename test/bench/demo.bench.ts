import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { median } from './rounds.ts';

const run = promisify(execFile);
const root = resolve(import.meta.dirname, '../..');
const ROUNDS = 5;

it('takes the whole tour of the demo, packages installed and built', async () => {
  const seconds: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const start = performance.now();
    const { stdout } = await run(process.execPath, ['bin/demo.js'], { cwd: root, maxBuffer: 1 << 24 });
    seconds.push((performance.now() - start) / 1000);
    expect(stdout).not.toContain('First:');
    expect(stdout).toContain("error TS2339: Property 'velocity' does not exist on type 'SimMotor'");
  }
  const [low, middle, high] = [Math.min(...seconds), median(seconds), Math.max(...seconds)].map((each) =>
    each.toFixed(1),
  );
  console.log(`npm run demo, ten steps: ${middle} s (${low} to ${high})`);
});
