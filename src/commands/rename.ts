import * as Args from '@oclif/core/args';
import { DevgenCommand } from './base/devgen-command.ts';
import { overwriteFlag, packageFlag } from './base/flags.ts';
import { interruption } from './base/interruption.ts';

export default class Rename extends DevgenCommand {
  static override summary = 'Give a class or a member another name';
  static override description =
    'Needs no control system. The name lasts: no later pull gives another one, and nothing else gets the old name of a ' +
    'class. A retired class of the same devices makes room for it. Files and types that are named from it follow.';
  static override examples = [
    {
      description: 'After an upgrade that left the plain name without a device:',
      command: '<%= config.bin %> <%= command.id %> Motor2 Motor',
    },
    {
      description: 'A member, in all classes of the same control-system class:',
      command: '<%= config.bin %> <%= command.id %> Motor.rbv position',
    },
  ];
  static override args = {
    old: Args.string({ description: 'A class, or CLASS.MEMBER, as generated.', required: true }),
    new: Args.string({ description: 'The new name.', required: true }),
  };
  static override flags = { overwrite: overwriteFlag, package: packageFlag };

  async run(): Promise<object> {
    const { args, flags } = await this.parse(Rename);
    const [{ rename }, { renameText }] = await Promise.all([
      import('./actions/rename.ts'),
      import('../report/rename-text.ts'),
    ]);
    const outcomes = await rename({
      config: flags.config,
      package: flags.package,
      folder: process.cwd(),
      from: args.old,
      to: args.new,
      overwrite: flags.overwrite,
      signal: interruption.signal,
    });
    return this.deliverEach(outcomes, renameText, flags.quiet);
  }
}
