import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startPyServer } from '../peers/py-server.ts';
import type { DeviceServer } from '../peers/device-server.ts';
import { devgen, root, temporary } from './cli.ts';
import { startPyTangoDatabase } from '../peers/pytango-database.ts';

// Each command is a process, and several test files run at once.
vi.setConfig({ testTimeout: 120_000 });

const run = promisify(execFile);
const escape = '\u001b[';
let db: Awaited<ReturnType<typeof startPyTangoDatabase>>;
let server: DeviceServer;
let folder: Awaited<ReturnType<typeof temporary>>;

beforeAll(async () => {
  folder = await temporary();
  db = await startPyTangoDatabase();
  server = await startPyServer('many.py', {
    db,
    devices: Array.from({ length: 5 }, (_, index) => ({ name: `test/many/${index}`, class: 'Sensor' })),
  });
  await devgen(['init', `tango://${db.tangoHost}`], { cwd: folder.path });
});
afterAll(async () => {
  await db.stop();
  await folder.remove();
});

/** What a person sees: both streams on a pseudo-terminal. */
async function atTerminal(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<string> {
  const { CI: _, NO_COLOR: __, FORCE_COLOR: ___, ...rest } = process.env;
  const command = [process.execPath, join(root, 'bin/run.js'), ...args].map((word) => `'${word}'`).join(' ');
  const { stdout } = await run('script', ['-qec', command, '/dev/null'], {
    cwd: folder.path,
    env: { ...rest, TERM: 'xterm', ...env },
  });
  return stdout;
}

describe('for a person', () => {
  it('pull shows how far it is, and removes the line at the end', async () => {
    const shown = await atTerminal(['pull']);
    expect(shown.replaceAll(escape, 'ESC')).toMatch(/\rESC2Kpull {2}\d of 5 devices, \d+\/s/);
    expect(shown.split(`\r${escape}2K`).at(-1)).toContain('✔');
    expect(shown).toContain(`${escape}32m`);
  });

  it.each([
    ['NO_COLOR', { NO_COLOR: '1' }, ['ls']],
    ['CI and --quiet show no progress, and', { CI: 'true', NO_COLOR: '1' }, ['pull']],
    ['--quiet', { NO_COLOR: '1' }, ['pull', '--quiet']],
  ])('%s: no escape sequence', async (_, env, args) => {
    expect(await atTerminal(args, env)).not.toContain(escape);
  });
});

describe('for a pipe', () => {
  it('there is neither progress nor colour', async () => {
    const { stdout, stderr } = await devgen(['pull'], { cwd: folder.path });
    expect(stderr).toBe('');
    expect(stdout).not.toContain(escape);
    expect(server.running).toBe(true);
  });

  it('FORCE_COLOR colours all the same', async () => {
    const { stdout } = await devgen(['ls'], { cwd: folder.path, env: { FORCE_COLOR: '1' } });
    expect(stdout).toContain(`${escape}36mSensor`);
  });
});
