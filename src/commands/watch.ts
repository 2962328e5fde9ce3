import * as Flags from '@oclif/core/flags';
import { DevgenCommand } from './base/devgen-command.ts';
import { packageFlag } from './base/flags.ts';
import { interruption } from './base/interruption.ts';

export default class Watch extends DevgenCommand {
  static override summary = 'Pull, then pull again what changes, until it is stopped';
  static override description =
    'Asks each control system now and then, with one question, which devices came, went or were started again, and ' +
    'looks at those alone. With --dry it tells what a pull would change and writes nothing. Ctrl-C ends it.';
  static override examples = [
    { description: 'Keep the classes up to date:', command: '<%= config.bin %> <%= command.id %>' },
    {
      description: 'Tell of drift, a JSON object a line:',
      command: '<%= config.bin %> <%= command.id %> --dry --json',
    },
  ];
  static override enableJsonFlag = false;
  static override flags = {
    dry: Flags.boolean({ summary: 'Tell what a pull would change; write nothing.' }),
    every: Flags.integer({ summary: 'Seconds between looks at a control system.', default: 15, min: 1 }),
    json: Flags.boolean({ summary: 'A JSON object a line for each event.' }),
    package: packageFlag,
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(Watch);
    const [{ watch }, { watchJson, watchText }, { paintFor }, { jsonText, terminalText }] = await Promise.all([
      import('./actions/watch.ts'),
      import('../report/watch-text.ts'),
      import('../report/style.ts'),
      import('../report/terminal.ts'),
    ]);
    const paint = paintFor(process.stdout);
    const watching = watch({
      config: flags.config,
      package: flags.package,
      folder: process.cwd(),
      env: process.env,
      period: flags.every * 1000,
      dry: flags.dry,
      signal: interruption.signal,
      onProgress: () => undefined,
      onEvent: (event) => {
        if (flags.quiet && event.event === 'warning') return;
        const at = new Date();
        const text = flags.json
          ? jsonText(watchJson(event, at), 0)
          : terminalText(watchText(event, at, paint, process.stdout.columns || undefined));
        process.stdout.write(`${text}\n`);
      },
    });
    // To be stopped is how it ends.
    await watching.catch(async (error: unknown) => {
      const { reason } = interruption;
      if (reason === undefined) throw error;
      const { exitCodeOf } = await import('../report/exit-code.ts');
      process.exitCode = exitCodeOf([reason]);
    });
  }
}
