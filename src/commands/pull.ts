import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { DevgenCommand } from './base/devgen-command.ts';
import { overwriteFlag, packageFlag } from './base/flags.ts';
import { interruption } from './base/interruption.ts';

export default class Pull extends DevgenCommand {
  static override summary = 'Read the control systems into the lock and make the classes';
  static override description =
    'Asks devices for their configuration only: nothing is read, written or executed. A device that cannot be reached ' +
    'keeps its entry and is listed (exit code 7). Nothing is removed.';
  static override examples = [
    { description: 'Everything that is configured:', command: '<%= config.bin %> <%= command.id %>' },
    {
      description: 'Only some devices; the others stay as they are:',
      command: "<%= config.bin %> <%= command.id %> 'sys/tg_test/*'",
    },
    { description: 'Only the lock:', command: '<%= config.bin %> <%= command.id %> --lock-only' },
  ];
  static override args = { glob: Args.string({ multiple: true, description: 'Devices to look at; all when absent.' }) };
  static override flags = {
    'lock-only': Flags.boolean({ summary: 'Write the lock, not the classes.' }),
    overwrite: overwriteFlag,
    package: packageFlag,
  };

  async run(): Promise<object> {
    const { args, flags } = await this.parse(Pull);
    const [{ pull }, { pullText }, { progressLine }] = await Promise.all([
      import('./actions/pull.ts'),
      import('../report/pull-text.ts'),
      import('../report/progress.ts'),
    ]);
    const progress = progressLine(flags.quiet || this.jsonEnabled() ? undefined : process.stderr);
    const outcomes = await pull({
      config: flags.config,
      package: flags.package,
      folder: process.cwd(),
      env: process.env,
      globs: args.glob ?? [],
      lockOnly: flags['lock-only'],
      overwrite: flags.overwrite,
      signal: interruption.signal,
      onProgress: progress.update,
    }).finally(progress.clear);
    return this.deliverEach(
      outcomes,
      (data, paint) => pullText(data, paint, process.stdout.columns || undefined),
      flags.quiet,
    );
  }
}
