import * as Flags from '@oclif/core/flags';
import { NotingCommand } from './base/noting-command.ts';
import { formatFlag, packageFlag } from './base/flags.ts';
import { interruption } from './base/interruption.ts';

export default class Check extends NotingCommand {
  static override summary = 'Tell whether the committed classes are up to date';
  static override description =
    'Compares the files with what lock, config and templates give: stale, edited, missing or orphan (exit code 4). ' +
    'With --live it also compares the facility with the lock: compatible differences (5), breaking ones (6), devices ' +
    'out of reach (7). It writes nothing.';
  static override examples = [
    { description: 'In CI, without a control system:', command: '<%= config.bin %> <%= command.id %>' },
    { description: 'At the facility:', command: '<%= config.bin %> <%= command.id %> --live' },
  ];
  static override flags = {
    live: Flags.boolean({ summary: 'Compare the facility with the lock too.' }),
    format: formatFlag,
    package: packageFlag,
  };

  async run(): Promise<object> {
    const { flags } = await this.parse(Check);
    const [{ check }, { checkText }, { checkReport }, { progressLine }] = await Promise.all([
      import('./actions/check.ts'),
      import('../report/check-text.ts'),
      import('../report/formats/notes.ts'),
      import('../report/progress.ts'),
    ]);
    const progress = progressLine(flags.quiet || this.jsonEnabled() ? undefined : process.stderr);
    const outcomes = await check({
      config: flags.config,
      package: flags.package,
      folder: process.cwd(),
      env: process.env,
      live: flags.live,
      signal: interruption.signal,
      onProgress: progress.update,
    }).finally(progress.clear);
    const noted = await this.noted(flags.format, outcomes, checkReport);
    return this.deliverEach(
      outcomes,
      (data, paint) => checkText(data, paint, process.stdout.columns || undefined),
      flags.quiet,
      noted,
    );
  }
}
