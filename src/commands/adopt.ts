import * as Args from '@oclif/core/args';
import { DevgenCommand } from './base/devgen-command.ts';
import { interruption } from './base/interruption.ts';

export default class Adopt extends DevgenCommand {
  static override summary = 'Turn a hand edit of a generated file into lines of devgen.yaml';
  static override description =
    'Needs no control system. A changed comment becomes document, another name rename, a removed member hide, a ' +
    'narrower type retype; methods and fields move to your subclass. Then the file is generated again. What no overlay ' +
    'can say is listed with its line, and the file is left as you edited it (exit code 4).';
  static override examples = ['<%= config.bin %> <%= command.id %> generated/devices/motor.ts'];
  static override args = { file: Args.string({ description: 'A generated file of a class.', required: true }) };

  async run(): Promise<object> {
    const { args, flags } = await this.parse(Adopt);
    const [{ adopt }, { adoptText }] = await Promise.all([
      import('./actions/adopt.ts'),
      import('../report/adopt-text.ts'),
    ]);
    const outcomes = await adopt({
      config: flags.config,
      folder: process.cwd(),
      file: args.file,
      signal: interruption.signal,
    });
    return this.deliverEach(outcomes, adoptText, flags.quiet);
  }
}
