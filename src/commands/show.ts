import * as Args from '@oclif/core/args';
import { DevgenCommand } from './base/devgen-command.ts';
import { packageFlag } from './base/flags.ts';

export default class Show extends DevgenCommand {
  static override summary = 'Show a class or a device of the lock, or a PV';
  static override description =
    'Of the lock no control system is asked; a device shows what is its own: limits, units, labels. A PV is shown as its ' +
    'server has it now: where it is, and its type.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> TangoTest',
    '<%= config.bin %> <%= command.id %> sys/tg_test/1 --json',
    '<%= config.bin %> <%= command.id %> pva://BL01:M1',
  ];
  static override args = {
    name: Args.string({ description: 'A class, a device, or pva://PV or ca://PV.', required: true }),
  };
  static override flags = { package: packageFlag };

  async run(): Promise<object> {
    const { args, flags } = await this.parse(Show);
    const [{ show, showPv }, { showText }] = await Promise.all([
      import('./actions/show.ts'),
      import('../report/show-text.ts'),
    ]);
    const pv = await showPv(args.name, process.env);
    if (pv !== undefined) return this.deliver(pv, showText, flags.quiet);
    const { config, package: name } = flags;
    const outcomes = await show({ config, package: name, folder: process.cwd(), name: args.name });
    return this.deliverEach(outcomes, showText, flags.quiet);
  }
}
