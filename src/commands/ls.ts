import * as Args from '@oclif/core/args';
import { DevgenCommand } from './base/devgen-command.ts';
import { packageFlag } from './base/flags.ts';

export default class Ls extends DevgenCommand {
  static override summary = 'List the devices of the lock';
  static override description = 'Needs no control system.';
  static override examples = ['<%= config.bin %> <%= command.id %>', "<%= config.bin %> <%= command.id %> 'sr/**'"];
  static override args = { glob: Args.string({ multiple: true, description: 'Devices to list; all when absent.' }) };
  static override flags = { package: packageFlag };

  async run(): Promise<object> {
    const { args, flags } = await this.parse(Ls);
    const [{ ls }, { lsText }] = await Promise.all([import('./actions/ls.ts'), import('../report/ls-text.ts')]);
    const outcomes = await ls({
      config: flags.config,
      package: flags.package,
      folder: process.cwd(),
      globs: args.glob ?? [],
    });
    return this.deliverEach(outcomes, lsText, flags.quiet);
  }
}
