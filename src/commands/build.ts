import * as Flags from '@oclif/core/flags';
import { DevgenCommand } from './base/devgen-command.ts';
import { overwriteFlag, packageFlag } from './base/flags.ts';
import { interruption } from './base/interruption.ts';

export default class Build extends DevgenCommand {
  static override summary = 'Make of a package what a registry takes: JavaScript and its types';
  static override description =
    'Needs no control system. In a workspace a package is used as it is; Node runs no TypeScript of what is installed. ' +
    'The folder of the build has the name of the package, below dist beside the config. Nothing is published.';
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    {
      description: 'One of several, elsewhere:',
      command: '<%= config.bin %> <%= command.id %> --package @bl01/optics --out build',
    },
  ];
  static override flags = {
    out: Flags.string({ summary: 'Folder of the builds; dist beside the config when absent.', helpValue: 'FOLDER' }),
    overwrite: overwriteFlag,
    package: packageFlag,
  };

  async run(): Promise<object> {
    const { flags } = await this.parse(Build);
    const [{ build }, { buildText }] = await Promise.all([
      import('./actions/build.ts'),
      import('../report/build-text.ts'),
    ]);
    const outcomes = await build({
      config: flags.config,
      package: flags.package,
      folder: process.cwd(),
      out: flags.out,
      overwrite: flags.overwrite,
      signal: interruption.signal,
    });
    return this.deliverEach(outcomes, buildText, flags.quiet);
  }
}
