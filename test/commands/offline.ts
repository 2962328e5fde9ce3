import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { devgen, type Finished, root, type RunOptions, temporary } from './cli.ts';

const config = `sources:
  db:
    kind: tango
    address: tango://nowhere.invalid:10000
output:
  dir: devices
  package: '@bl01/devices'
`;

/** A project with a lock and no control system: whatever it becomes, it becomes from its files. */
export class OfflineProject {
  readonly folder: string;
  /** The package's folder. */
  readonly output: string;
  readonly remove: () => Promise<void>;

  private constructor(folder: string, remove: () => Promise<void>) {
    this.folder = folder;
    this.output = join(folder, 'devices');
    this.remove = remove;
  }

  static async create(lock: string): Promise<OfflineProject> {
    const { path, remove } = await temporary();
    const project = new OfflineProject(path, remove);
    mkdirSync(project.output);
    writeFileSync(join(path, 'devgen.yaml'), config);
    project.useLock(lock);
    return project;
  }

  /** Puts a lock of test/fixtures/locks in place, as a checkout of another commit would. */
  useLock(name: string): void {
    copyFileSync(join(root, 'test/fixtures/locks', `${name}.lock.json`), join(this.output, 'devgen.lock.json'));
  }

  run(args: readonly string[], options: Partial<RunOptions> = {}): Promise<Finished> {
    return devgen(args, { cwd: this.folder, ...options });
  }

  /** Runs it with a signal at one of the calls that change the file system. */
  struck(
    args: readonly string[],
    strike: Readonly<Record<string, string>>,
    options: Partial<RunOptions> = {},
  ): Promise<Finished> {
    const node = ['--import', join(root, 'test/publish/kill/strike.mjs')];
    return this.run(args, { node, env: { STRIKE_ROOT: this.output, ...strike }, ...options });
  }
}
