import { DevgenCommand } from './base/devgen-command.ts';
import { interruption } from './base/interruption.ts';

export default class Sources extends DevgenCommand {
  static override summary = 'List the configured control systems and try to reach them';
  static override description =
    'Shows which environment variables counted. The exit code is 2 when one of them cannot be reached.';
  static override examples = ['<%= config.bin %> <%= command.id %>', '<%= config.bin %> <%= command.id %> --json'];

  async run(): Promise<object> {
    const { flags } = await this.parse(Sources);
    const [{ sources }, { sourcesText }] = await Promise.all([
      import('./actions/sources.ts'),
      import('../report/sources-text.ts'),
    ]);
    const outcome = await sources({
      config: flags.config,
      folder: process.cwd(),
      env: process.env,
      signal: interruption.signal,
    });
    return this.deliver(outcome, sourcesText, flags.quiet);
  }
}
