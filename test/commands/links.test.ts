import { execFile } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify, stripVTControlCharacters } from 'node:util';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { validated } from '../schemas/validator.ts';
import { root } from './cli.ts';
import { OfflineProject } from './offline.ts';

vi.setConfig({ testTimeout: 120_000 });

const run = promisify(execFile);
// oxlint-disable-next-line no-control-regex -- links are made of them
const LINK = /\u001b\]8;;(file:[^\u001b]+)\u001b\\([^\u001b]*(?:\u001b\[\d+m[^\u001b]*)*)\u001b\]8;;\u001b\\/g;

let project: OfflineProject;
beforeEach(async () => {
  project = await OfflineProject.create('motor');
});
afterEach(() => project.remove());

/** What a person sees at a terminal that is known for its links. */
async function atTerminal(words: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<string> {
  const { CI: _, NO_COLOR: __, FORCE_COLOR: ___, FORCE_HYPERLINK: ____, ...rest } = process.env;
  const command = [process.execPath, join(root, 'bin/run.js'), ...words].map((word) => `'${word}'`).join(' ');
  // `script` ends as the command does, and a failing one is looked at too.
  const { stdout } = await run('script', ['-qc', command, '/dev/null'], {
    cwd: project.folder,
    env: { ...rest, TERM: 'xterm-kitty', ...env },
  });
  return stdout;
}

/** What is linked, and the file that it opens. */
function linksIn(shown: string): ReadonlyMap<string, string> {
  return new Map(
    Array.from(shown.matchAll(LINK), ([, url = '', text = '']) => {
      const { host, pathname } = new URL(url);
      expect([hostname(), '']).toContain(host);
      return [stripVTControlCharacters(text), decodeURIComponent(pathname)];
    }),
  );
}

describe('at a terminal', () => {
  it('what was written opens by a click, from any folder', async () => {
    const links = linksIn(await atTerminal(['generate']));
    expect(links.get('motor.ts')).toBe(join(project.output, 'motor.ts'));
    expect(links.size).toBeGreaterThan(2);
    for (const path of links.values()) expect(existsSync(path), path).toBe(true);
  });

  it('what differs does too', async () => {
    await project.run(['generate']);
    writeFileSync(join(project.output, 'motor.ts'), '// mine\n');
    expect(linksIn(await atTerminal(['check']))).toEqual(new Map([['motor.ts', join(project.output, 'motor.ts')]]));
  });

  it('the line of the config that is wrong does, and the page of the code', async () => {
    const config = join(project.folder, 'devgen.yaml');
    writeFileSync(config, readFileSync(config, 'utf8').replace('address:', 'adress:'));
    const links = linksIn(await atTerminal(['ls']));
    expect(links.get(`${config}:4:5`)).toBe(config);
    expect([...links.values()].at(-1)).toBe(join(root, 'docs/reference/errors/config.md'));
  });

  it.each([
    ['NO_COLOR', { NO_COLOR: '1' }],
    ['CI', { CI: 'true' }],
    ['a terminal that is not known for links', { TERM: 'xterm' }],
  ])('%s: no link', async (_, env) => {
    expect(await atTerminal(['generate'], env)).not.toContain('\u001b]8');
  });

  it('JSON has none', async () => {
    const shown = await atTerminal(['generate', '--json'], { FORCE_HYPERLINK: '1' });
    expect(validated('generate', shown)).toMatchObject({ ok: true });
  });
});

describe('in a file', () => {
  it('there are none but with FORCE_HYPERLINK', async () => {
    const { stdout } = await project.run(['generate'], { env: { TERM: 'xterm-kitty' } });
    expect(stdout).toContain('motor.ts');
    expect(stdout).not.toContain('\u001b');
    writeFileSync(join(project.output, 'motor.ts'), '// mine\n');
    const forced = await project.run(['check'], { env: { FORCE_HYPERLINK: '1' } });
    expect(linksIn(forced.stdout).size).toBe(1);
  });
});

describe('a failure', () => {
  it.each([
    ['USAGE.COMMAND_UNKNOWN', ['pul']],
    ['USAGE.FLAG_UNKNOWN', ['pull', '--frm']],
    ['USAGE.NAME_UNKNOWN', ['show', 'Nobody']],
    ['CONFIG.NOT_FOUND', ['ls', '-c', 'nowhere.yaml']],
    ['GIT.NO_REPOSITORY', ['diff']],
    ['FILE.EISDIR', ['ls', '-c', 'devices']],
  ])('%s names the section of an installed page that explains it', async (code, words) => {
    const { stderr } = await project.run(words, { env: { GIT_CEILING_DIRECTORIES: project.folder } });
    expect(stderr).toContain(`[${code}]`);
    const [, file = '', anchor = ''] = /^ {2}See (\S+\.md)(?:#(\S+))?$/m.exec(stderr) ?? [];
    const page = readFileSync(resolve(project.folder, file), 'utf8');
    const anchors = Array.from(page.matchAll(/^#+ (.*)$/gm), ([, heading = '']) =>
      heading
        .toLowerCase()
        .replaceAll(/[^\w -]/g, '')
        .replaceAll(' ', '-'),
    );
    if (code.startsWith('FILE.')) expect(anchor).toBe('');
    else expect(anchors).toContain(anchor);
  });
});
