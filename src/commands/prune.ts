import * as Flags from '@oclif/core/flags';
import { DevgenCommand } from './base/devgen-command.ts';
import { overwriteFlag, packageFlag } from './base/flags.ts';
import { interruption } from './base/interruption.ts';

export default class Prune extends DevgenCommand {
  static override summary = 'Remove devices that are gone and classes without a device';
  static override description =
    'Needs no control system. A pull marks what was deleted there and removes nothing; this does, once the marks have ' +
    'been looked at. Every name stays kept: the same interface gets its name again, and nothing else does. ' +
    'Entries of the overlay that mean nothing any more go with it.';
  static override examples = ['<%= config.bin %> <%= command.id %>', '<%= config.bin %> <%= command.id %> --json'];
  static override flags = {
    sources: Flags.boolean({ summary: 'Remove control systems that devgen.yaml has no more, too.' }),
    overwrite: overwriteFlag,
    package: packageFlag,
  };

  async run(): Promise<object> {
    const { flags } = await this.parse(Prune);
    const [{ prune }, { pruneText }] = await Promise.all([
      import('./actions/prune.ts'),
      import('../report/prune-text.ts'),
    ]);
    const outcomes = await prune({
      config: flags.config,
      package: flags.package,
      folder: process.cwd(),
      sources: flags.sources,
      overwrite: flags.overwrite,
      signal: interruption.signal,
    });
    return this.deliverEach(outcomes, pruneText, flags.quiet);
  }
}
