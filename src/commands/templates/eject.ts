import * as Args from '@oclif/core/args';
import { DevgenCommand } from '../base/devgen-command.ts';

export default class TemplatesEject extends DevgenCommand {
  static override summary = 'Copy one of the default templates to a folder of your own';
  static override description =
    'Needs no control system. The copy replaces the default from now on. It remembers which default it was made from, so ' +
    'that check can tell when that has changed. devgen.yaml gets templates: where it has none.';
  static override examples = ['<%= config.bin %> <%= command.id %> header'];
  static override args = {
    name: Args.string({ description: 'A template of devgen, as device or header.', required: true }),
  };

  async run(): Promise<object> {
    const { args, flags } = await this.parse(TemplatesEject);
    const [{ eject }, { ejectText }] = await Promise.all([
      import('../actions/eject.ts'),
      import('../../report/eject-text.ts'),
    ]);
    const outcome = await eject({ config: flags.config, folder: process.cwd(), name: args.name });
    return this.deliver(outcome, ejectText, flags.quiet);
  }
}
