import { Args } from '@oclif/core';
import { DevgenCommand } from './base/devgen-command.ts';

export default class Show extends DevgenCommand {
  static override summary = 'Show a class or a device of the lock with its members';
  static override description = 'Needs no control system. A device shows what is its own: limits, units, labels.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> TangoTest',
    '<%= config.bin %> <%= command.id %> sys/tg_test/1 --json',
  ];
  static override args = { name: Args.string({ description: 'A class or a device.', required: true }) };

  async run(): Promise<object> {
    const { args, flags } = await this.parse(Show);
    const [{ show }, { showText }] = await Promise.all([import('./actions/show.ts'), import('../report/show-text.ts')]);
    const outcome = await show({ config: flags.config, folder: process.cwd(), name: args.name });
    return this.deliver(outcome, showText, flags.quiet);
  }
}
