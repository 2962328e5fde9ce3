import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { NotingCommand } from './base/noting-command.ts';
import { formatFlag, packageFlag } from './base/flags.ts';
import { interruption } from './base/interruption.ts';

export default class Diff extends NotingCommand {
  static override summary = 'Tell what became of the facility since a commit, or since the last pull';
  static override description =
    'Compares the lock with that of a commit, by class and member: compatible differences are exit code 5, breaking ' +
    'ones 6. With --live it compares the facility with the lock, and devices out of reach are exit code 7. It writes ' +
    'nothing.';
  static override examples = [
    { description: 'What a pull changed that is not committed:', command: '<%= config.bin %> <%= command.id %>' },
    { description: 'What a branch changes:', command: '<%= config.bin %> <%= command.id %> origin/main' },
    { description: 'What a pull would change:', command: '<%= config.bin %> <%= command.id %> --live' },
    {
      description: 'Which lines of your code a branch breaks:',
      command: '<%= config.bin %> <%= command.id %> origin/main --uses',
    },
  ];
  static override args = {
    // A hook has other things on its standard input.
    ref: Args.string({ description: 'Branch, tag or commit to compare with; HEAD when absent.', ignoreStdin: true }),
  };
  static override flags = {
    live: Flags.boolean({ summary: 'Compare the facility with the lock.' }),
    format: formatFlag,
    uses: Flags.string({
      summary: 'Tell which lines of your code use what breaks.',
      description: 'The code is that of a tsconfig.json: the nearest one from here upwards, or the one named.',
      helpValue: '[TSCONFIG.json]',
    }),
    package: packageFlag,
  };

  async run(): Promise<object> {
    const { args, flags } = await this.parse(Diff, withUsesValue(this.argv));
    const [{ diff }, { diffText }, { diffReport }, { progressLine }] = await Promise.all([
      import('./actions/diff.ts'),
      import('../report/diff-text.ts'),
      import('../report/formats/notes.ts'),
      import('../report/progress.ts'),
    ]);
    const progress = progressLine(flags.quiet || this.jsonEnabled() ? undefined : process.stderr);
    const outcomes = await diff({
      config: flags.config,
      package: flags.package,
      folder: process.cwd(),
      env: process.env,
      ref: args.ref,
      live: flags.live,
      uses: flags.uses,
      signal: interruption.signal,
      onProgress: progress.update,
    }).finally(progress.clear);
    const noted = await this.noted(flags.format, outcomes, diffReport);
    return this.deliverEach(
      outcomes,
      (data, paint) => diffText(data, paint, process.stdout.columns || undefined),
      flags.quiet,
      noted,
    );
  }
}

/** `--uses` stands alone, or before the name of a JSON file: a flag of oclif has a value always or never. */
function withUsesValue(argv: readonly string[]): string[] {
  return argv.map((word, at) => (word === '--uses' && !argv[at + 1]?.endsWith('.json') ? '--uses=' : word));
}
