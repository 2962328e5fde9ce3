import * as Args from '@oclif/core/args';
import { loadHelpClass } from '@oclif/core/help';
import { DevgenCommand } from './base/devgen-command.ts';

/** `devgen help COMMAND` is `devgen COMMAND --help`. */
export default class Help extends DevgenCommand {
  static override enableJsonFlag = false;
  static override summary = 'Show what a command does';
  static override description = 'The same as --help behind the command; without one, what devgen can do.';
  static override examples = ['<%= config.bin %> <%= command.id %> pull'];
  static override args = {
    command: Args.string({ description: 'The command.', multiple: true }),
  };

  async run(): Promise<void> {
    const { argv } = await this.parse(Help);
    const words = argv.map(String);
    const id = words.join(':');
    // To run it says best that it is none.
    if (words.length > 0 && !this.config.findCommand(id) && !this.config.findTopic(id))
      await this.config.runCommand(id);
    const HelpClass = await loadHelpClass(this.config);
    await new HelpClass(this.config).showHelp(words);
  }
}
