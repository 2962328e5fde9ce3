import * as Args from '@oclif/core/args';
import { DevgenCommand } from './base/devgen-command.ts';

export default class Completion extends DevgenCommand {
  static override summary = 'Print what makes Tab complete commands, flags and devices';
  static override description =
    'For a shell to run when it starts. Commands, flags and their values complete, and devices, classes and members of ' +
    'the lock of the folder that one is in; no control system is asked.';
  static override examples = [
    { description: 'In ~/.bashrc:', command: 'source <(<%= config.bin %> <%= command.id %> bash)' },
    { description: 'In ~/.zshrc, after compinit:', command: 'source <(<%= config.bin %> <%= command.id %> zsh)' },
    { description: 'In ~/.config/fish/config.fish:', command: '<%= config.bin %> <%= command.id %> fish | source' },
  ];
  static override args = {
    shell: Args.option({ options: ['bash', 'zsh', 'fish'] as const })({ required: true, description: 'Your shell.' }),
  };

  async run(): Promise<object> {
    const { args, flags } = await this.parse(Completion);
    const [{ completion }, { completionText }] = await Promise.all([
      import('./actions/completion/script.ts'),
      import('../report/completion-text.ts'),
    ]);
    return this.deliver(await completion(args.shell), completionText, flags.quiet);
  }
}
