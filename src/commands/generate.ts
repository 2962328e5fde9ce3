import * as Flags from '@oclif/core/flags';
import { DevgenCommand } from './base/devgen-command.ts';
import { overwriteFlag, packageFlag } from './base/flags.ts';
import { interruption } from './base/interruption.ts';

export default class Generate extends DevgenCommand {
  static override summary = 'Make the classes from the lock alone';
  static override description = 'Needs no control system. Only files that change are written.';
  static override examples = ['<%= config.bin %> <%= command.id %>', '<%= config.bin %> <%= command.id %> --overwrite'];
  static override flags = {
    overwrite: overwriteFlag,
    abandon: Flags.boolean({ summary: 'Drop a publication that a crash tore and an edit then blocked.' }),
    package: packageFlag,
  };

  async run(): Promise<object> {
    const { flags } = await this.parse(Generate);
    const [{ generate }, { generateText }] = await Promise.all([
      import('./actions/generate.ts'),
      import('../report/generate-text.ts'),
    ]);
    const outcomes = await generate({
      config: flags.config,
      package: flags.package,
      folder: process.cwd(),
      overwrite: flags.overwrite,
      abandon: flags.abandon,
      signal: interruption.signal,
    });
    return this.deliverEach(outcomes, generateText, flags.quiet);
  }
}
