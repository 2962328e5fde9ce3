import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { root } from '../cli.ts';
import { OfflineProject } from '../offline.ts';
import { type ShellName, ShellSession } from './shell-session.ts';
import { useDevices } from './use-devices.ts';

// A shell starts a process at each Tab, and several test files run at once.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const load = {
  bash: 'source <(devgen completion bash)',
  zsh: 'source <(devgen completion zsh)',
  fish: 'devgen completion fish | source',
} as const;

describe.each(['bash', 'zsh', 'fish'] as const)('%s', (name: ShellName) => {
  let project: OfflineProject;
  let shell: ShellSession;

  beforeAll(async () => {
    project = await OfflineProject.create('motor');
    useDevices(project, [
      'sys/tg_test/1',
      'sr/id/{a,b}',
      'sr/id/of the $ring',
      'SIM:Motor1:PVI',
      'XF:31ID1-ES{SIM-Cam:1}cam1:Acquire',
    ]);
    const bin = join(project.folder, 'bin');
    mkdirSync(bin);
    symlinkSync(join(root, 'bin/run.js'), join(bin, 'devgen'));
    shell = await ShellSession.start(name, project.folder, bin);
    await shell.run(load[name]);
  });
  afterAll(async () => {
    await shell.stop();
    await project.remove();
  });

  it.each([
    ['a command', 'devgen che', ['check', 'x']],
    ['a command of a topic', 'devgen templates e', ['templates', 'eject', 'x']],
    ['a flag', 'devgen check --fo', ['check', '--format', 'x']],
    ['the value of a flag', 'devgen check --format gitl', ['check', '--format', 'gitlab', 'x']],
    ['the value of a flag behind =', 'devgen check --format=gitl', ['check', '--format=gitlab', 'x']],
    ['a Tango device', 'devgen ls sys/t', ['ls', 'sys/tg_test/1', 'x']],
    ['a PV', 'devgen ls SIM', ['ls', 'SIM:Motor1:PVI', 'x']],
    ['a PV within a part', 'devgen ls SIM:Mo', ['ls', 'SIM:Motor1:PVI', 'x']],
    ['a PV behind a colon', 'devgen ls SIM:', ['ls', 'SIM:Motor1:PVI', 'x']],
    ['a name with braces', 'devgen show XF:31', ['show', 'XF:31ID1-ES{SIM-Cam:1}cam1:Acquire', 'x']],
    ['a name with braces, spaces and a dollar', 'devgen show sr/id/of', ['show', 'sr/id/of the $ring', 'x']],
    ['within quotes', "devgen show 'sr/id/of", ['show', 'sr/id/of the $ring', 'x']],
    ['a PV within quotes', "devgen show 'SIM:Mo", ['show', 'SIM:Motor1:PVI', 'x']],
    ['a member to rename', 'devgen rename Motor.r', ['rename', 'Motor.rbv', 'x']],
    ['a template', 'devgen templates eject hea', ['templates', 'eject', 'header', 'x']],
    ['a second device', 'devgen pull sys/tg_test/1 SIM', ['pull', 'sys/tg_test/1', 'SIM:Motor1:PVI', 'x']],
    ['a device of another config', 'devgen ls -c devgen.yaml SIM', ['ls', '-c', 'devgen.yaml', 'SIM:Motor1:PVI', 'x']],
    ['a file', 'devgen adopt devg', ['adopt', 'devgen.yaml', 'x']],
    ['a folder, to go on from', 'devgen adopt devi', ['adopt', 'devices/x']],
    ['nothing of what is no device', 'devgen ls nowhere', ['ls', 'nowherex']],
  ])('completes %s', async (_, line, words) => {
    expect(await shell.tab(line)).toEqual(words);
  });
});
