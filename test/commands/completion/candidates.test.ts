import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { completionAnswer } from '../../../src/commands/actions/completion/answer.ts';
import { ARGUMENTS } from '../../../src/commands/actions/completion/candidates.ts';
import { commandTable } from '../../../src/commands/actions/completion/command-table.ts';
import { validated } from '../../schemas/validator.ts';
import { devgen, root } from '../cli.ts';
import { OfflineProject } from '../offline.ts';
import { treeOf } from '../../publish/kill/trial.ts';
import { useDevices } from './use-devices.ts';

vi.setConfig({ testTimeout: 120_000 });

let project: OfflineProject;
beforeEach(async () => {
  project = await OfflineProject.create('motor');
});
afterEach(() => project.remove());

/** What fish is told of the words; the last one is at the cursor. */
async function at(...words: readonly string[]): Promise<readonly string[]> {
  const answer = await completionAnswer(['fish', ...words], project.folder, {});
  return answer.split('\n').slice(0, -1);
}

async function valuesAt(...words: readonly string[]): Promise<readonly string[]> {
  return (await at(...words)).map((line) => line.split('\t')[0] ?? '');
}

describe('what completes', () => {
  it('is known of every argument of every command', async () => {
    const all = [...(await commandTable())].flatMap(([name, { args }]) =>
      Object.entries(args).flatMap(([argument, { options }]) => (options ? [] : [`${name} ${argument}`])),
    );
    expect(all.length).toBeGreaterThan(8);
    expect(Object.keys(ARGUMENTS).toSorted()).toEqual(all.toSorted());
  });

  it('has the words of help beside it', async () => {
    expect(await at('check', '--li')).toEqual(['--live\tCompare the facility with the lock too.']);
    expect(await at('pru')).toEqual([expect.stringMatching(/^prune\tRemove devices/)]);
    expect(await at('ls', 'BL')).toEqual(['BL01-MO-01:X\tMotor']);
  });

  it('is not what was said already', async () => {
    expect(await valuesAt('check', '--live', '--')).not.toContain('--live');
    expect(await valuesAt('ls', 'BL01-MO-01:X', '')).toEqual([]);
    expect(await valuesAt('show', 'Motor', '')).toEqual([]);
  });

  it('is a command, and the words of one, behind help', async () => {
    expect(await valuesAt('help', 'pu')).toEqual(['pull']);
    expect(await valuesAt('help', 'templates', '')).toEqual(['eject']);
    expect(await valuesAt('help', 'pull', '')).toEqual([]);
  });

  it('is of the part that comes next, where whole names would be too many', async () => {
    const names = ['sr', 'tl'].flatMap((ring) =>
      Array.from({ length: 300 }, (_, index) => `${ring}/bpm-${Math.floor(index / 30)}/${index}`),
    );
    useDevices(project, [...names, 'SIM:M1']);
    expect(await valuesAt('ls', '')).toEqual(['sr/', 'tl/', 'SIM:']);
    expect(await valuesAt('ls', 'sr/')).toEqual(Array.from({ length: 10 }, (_, index) => `sr/bpm-${index}/`));
    expect(await valuesAt('ls', 'sr/bpm-3/')).toEqual(
      Array.from({ length: 30 }, (_, index) => `sr/bpm-3/${index + 90}`),
    );
  });

  it('is in another case where nothing is in the one typed', async () => {
    useDevices(project, ['sys/tg_test/1', 'SYS/other/1']);
    expect(await valuesAt('ls', 'Sys/TG')).toEqual(['sys/tg_test/1']);
    expect(await valuesAt('ls', 'SYS/')).toEqual(['SYS/other/1']);
  });

  it('is no name that a terminal would obey or a person not see', async () => {
    useDevices(project, ['a\u001b[2J', 'b\nc', 'd\u202e', '', '__proto__', 'good']);
    expect(await valuesAt('ls', '')).toEqual(['__proto__', 'good']);
  });

  it('is a branch or a tag for diff', async () => {
    const commit = ['-c', 'user.name=a', '-c', 'user.email=a@b', 'commit', '-q', '--allow-empty', '-m', 'x'];
    for (const args of [['init', '-q', '-b', 'main'], commit, ['branch', 'mine']])
      execFileSync('git', args, { cwd: project.folder });
    expect(await valuesAt('diff', 'm')).toEqual(['main', 'mine']);
    expect(await valuesAt('diff', 'main', '--format', 'ju')).toEqual(['junit']);
  });

  it('is nothing, and no error, where config or lock cannot be read, and changes nothing', async () => {
    const lock = join(project.output, 'devgen.lock.json');
    const whole = readFileSync(lock, 'utf8');
    for (const text of ['<<<<<<< HEAD\n', whole.slice(0, 300), '[]', 'null', '{"sources":{"a":null}}']) {
      writeFileSync(lock, text);
      const before = treeOf(project.folder);
      expect(await at('show', '')).toEqual([]);
      expect(treeOf(project.folder)).toEqual(before);
    }
    writeFileSync(join(project.folder, 'devgen.yaml'), 'sources: [');
    expect(await at('ls', '')).toEqual([]);
    expect(await valuesAt('check', '--liv')).toEqual(['--live']);
    expect(await valuesAt('no', 'such', '')).toEqual([]);
  });

  it('is found without oclif, a template engine or a compiler', async () => {
    const log = join(project.folder, 'modules.log');
    const preload = pathToFileURL(join(root, 'test/commands/preload/log-modules.mjs')).href;
    const node = ['--import', preload];
    const ran = await project.run(['__complete', 'fish', 'ls', 'BL'], { node, env: { MODULE_LOG: log } });
    expect(ran).toEqual({ code: 0, stderr: '', stdout: 'BL01-MO-01:X\tMotor\n' });
    const modules = readFileSync(log, 'utf8').split('\n');
    expect(modules.some((url) => url.endsWith('/completion/answer.js'))).toBe(true);
    expect(modules.filter((url) => /\/node_modules\/(@oclif|handlebars|@?ts-morph)\//.test(url))).toEqual([]);
  });
});

describe('devgen completion', () => {
  it.each(['bash', 'zsh', 'fish'])('prints what %s has to run', async (shell) => {
    const script = readFileSync(join(root, `completions/devgen.${shell}`), 'utf8');
    const plain = await devgen(['completion', shell], { cwd: project.folder });
    expect(plain).toEqual({ code: 0, stderr: '', stdout: script });
    const { stdout } = await devgen(['completion', shell, '--json'], { cwd: project.folder });
    expect(validated('completion', stdout)).toMatchObject({ shell, script });
  });

  it('knows no other', async () => {
    const { code, stdout } = await devgen(['completion', 'tcsh', '--json'], { cwd: project.folder });
    expect([code, validated('error', stdout)['code']]).toEqual([2, 'USAGE.INVALID']);
  });
});
