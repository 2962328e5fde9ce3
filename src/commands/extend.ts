import * as Args from '@oclif/core/args';
import { DevgenCommand } from './base/devgen-command.ts';
import { packageFlag } from './base/flags.ts';
import { interruption } from './base/interruption.ts';

export default class Extend extends DevgenCommand {
  static override summary = 'Make a file of your own with a subclass of a class';
  static override description =
    'Needs no control system. The file is made once and is yours: no command touches it again, but adopt, which adds to ' +
    'it what you ask for. devgen.yaml names it under extends, so that the registry gives your class.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> Motor',
    {
      description: 'Under a name of your own:',
      command: '<%= config.bin %> <%= command.id %> Motor src/stage-axis.ts',
    },
  ];
  static override args = {
    class: Args.string({ description: 'A class, as generated.', required: true }),
    file: Args.string({ description: 'The file; its name is that of the subclass. src/my-CLASS.ts when absent.' }),
  };
  static override flags = { package: packageFlag };

  async run(): Promise<object> {
    const { args, flags } = await this.parse(Extend);
    const [{ extend }, { extendText }] = await Promise.all([
      import('./actions/extend.ts'),
      import('../report/extend-text.ts'),
    ]);
    const outcomes = await extend({
      config: flags.config,
      package: flags.package,
      folder: process.cwd(),
      class: args.class,
      file: args.file,
      signal: interruption.signal,
    });
    return this.deliverEach(outcomes, extendText, flags.quiet);
  }
}
