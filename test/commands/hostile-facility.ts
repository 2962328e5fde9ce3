import { copyFile, mkdir, readFile, symlink, appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Naming } from '../../src/model/merge/pulled.ts';
import { parseLock } from '../../src/model/lock/parse-lock.ts';
import type { Lock } from '../../src/model/lock/lock.ts';
import type { DeviceServer } from '../peers/device-server.ts';
import { startPyServer } from '../peers/py-server.ts';
import type { TangoDatabase } from '../peers/tango-database.ts';
import { Workspace } from '../render/packages.ts';
import { validated } from '../schemas/validator.ts';
import { devgen, root, type Finished } from './cli.ts';

/** As a server in Python is told a name, which it sends in UTF-8; here a letter is a byte, as on the wire. */
export function toldName(wire: string): string {
  return Buffer.from(wire, 'latin1').toString('utf8');
}

/** A server of hostile_names.py; its devices are `h/FAMILY/10` and so on, one a class. */
export function startNamed(
  db: TangoDatabase,
  family: string,
  wire: {
    readonly classes: readonly string[];
    readonly attributes: readonly string[];
    readonly commands: readonly string[];
  },
): Promise<DeviceServer> {
  const [classes, attributes, commands] = [wire.classes, wire.attributes, wire.commands].map((all) =>
    all.map(toldName),
  );
  return startPyServer('hostile_names.py', {
    db,
    instance: family,
    devices: (classes ?? []).map((name, at) => ({ name: `h/${family}/${10 + at}`, class: name })),
    env: { PEER_NAMES: JSON.stringify({ attributes, commands }) },
  });
}

const watched = ['--import', new URL('./preload/watch-prototypes.mjs', import.meta.url).href];

/** A user's project for a hostile facility. Every command in it is watched for what it does to the prototypes. */
export class HostileProject {
  readonly workspace: Workspace;
  readonly #db: TangoDatabase;

  private constructor(workspace: Workspace, db: TangoDatabase) {
    this.workspace = workspace;
    this.#db = db;
  }

  static async create(db: TangoDatabase, naming: Naming = 'camel'): Promise<HostileProject> {
    const workspace = await Workspace.create();
    const project = new HostileProject(workspace, db);
    await project.succeed('init', `tango://${db.tangoHost}`, '--package', '@hostile/devices');
    if (naming !== 'camel') await appendFile(join(workspace.folder, 'devgen.yaml'), `naming: ${naming}\n`);
    const modules = join(workspace.folder, 'node_modules');
    await mkdir(join(modules, '@hostile'));
    await symlink(join(workspace.folder, 'generated/devices'), join(modules, '@hostile/devices'), 'dir');
    await symlink(join(root, 'node_modules/@types'), join(modules, '@types'), 'dir');
    await symlink(join(root, 'node_modules/undici-types'), join(modules, 'undici-types'), 'dir');
    return project;
  }

  get address(): string {
    return `tango://${this.#db.tangoHost}`;
  }

  run(...args: string[]): Promise<Finished> {
    return devgen(args, { cwd: this.workspace.folder, node: watched });
  }

  /** As a terminal with colours gets it. */
  inColour(...args: string[]): Promise<Finished> {
    return devgen(args, { cwd: this.workspace.folder, node: watched, env: { FORCE_COLOR: '1' } });
  }

  /** The text for a person, of a command that did what it was to do. */
  async succeed(...args: string[]): Promise<string> {
    const { code, stdout, stderr } = await this.run(...args);
    expect([args, code, stderr]).toEqual([args, 0, '']);
    return stdout;
  }

  /** The command's `--json` answer, held against its schema. */
  async answer(...args: [command: string, ...rest: string[]]): Promise<Record<string, unknown>> {
    const { stdout, stderr, code } = await this.run(...args, '--json');
    expect(stderr).toBe('');
    const data = validated(code === 2 ? 'error' : args[0], stdout);
    if (code !== 2) expect(data['exit']).toBe(code);
    return data;
  }

  async lock(): Promise<Lock> {
    const path = join(this.workspace.folder, 'generated/devices/devgen.lock.json');
    return parseLock(await readFile(path, 'utf8'), path);
  }

  async script(name: string): Promise<void> {
    await copyFile(join(root, 'test/fixtures/hostile-names', name), join(this.workspace.folder, name));
  }
}

/** Characters that move a cursor, colour a terminal, or hide: none may be in what a person is shown. */
export function controlsIn(text: string): readonly string[] {
  return text.replaceAll('\n', '').match(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu) ?? [];
}
