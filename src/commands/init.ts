import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { DevgenCommand } from './base/devgen-command.ts';

export default class Init extends DevgenCommand {
  static override summary = 'Write devgen.yaml for the control systems given';
  static override description =
    'Asks nothing of a control system. Beside the config it adds a line each to .gitattributes and .gitignore. ' +
    'Without a URL the config takes the Tango database from TANGO_HOST.';
  static override examples = [
    { description: 'A Tango database:', command: '<%= config.bin %> <%= command.id %> tango://db:10000' },
    {
      description: 'A database, and a device server that runs without one, by any device of it:',
      command: "<%= config.bin %> <%= command.id %> tango://db:10000 'tango://bench-pc:11555/test/bench/1#dbase=no'",
    },
    {
      description: 'An EPICS IOC, or all that the environment leads to:',
      command: '<%= config.bin %> <%= command.id %> pva://ioc:5075 pva:',
    },
    {
      description: 'Another place and name for the classes:',
      command: '<%= config.bin %> <%= command.id %> tango://db:10000 --dir src/devices --package @bl01/devices',
    },
  ];
  static override args = {
    url: Args.string({
      multiple: true,
      description:
        'Control systems: tango://HOST:PORT, tango://HOST:PORT/DEVICE#dbase=no, env for TANGO_HOST, pva://HOST:PORT, pva: for EPICS_PVA_ADDR_LIST, panda://HOST.',
    }),
  };
  static override flags = {
    dir: Flags.string({
      summary: 'Folder of the generated package.',
      default: 'generated/devices',
      helpValue: 'FOLDER',
    }),
    package: Flags.string({ summary: "The package's name; else made of this folder's name.", helpValue: 'NAME' }),
  };

  async run(): Promise<object> {
    const { args, flags } = await this.parse(Init);
    const [{ init }, { initText }] = await Promise.all([import('./actions/init.ts'), import('../report/init-text.ts')]);
    const outcome = await init({
      urls: args.url ?? [],
      folder: process.cwd(),
      dir: flags.dir,
      package: flags.package,
      file: flags.config,
    });
    return this.deliver(outcome, initText, flags.quiet);
  }
}
