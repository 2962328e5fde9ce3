import * as Args from '@oclif/core/args';
import { DevgenCommand } from './base/devgen-command.ts';
import { packageFlag } from './base/flags.ts';
import { interruption } from './base/interruption.ts';

export default class Repl extends DevgenCommand {
  static override summary = 'Try devices at a prompt: by name, typed by their classes';
  static override description =
    'Connects devices of the lock and gives each a variable. Members complete with Tab, await works at the prompt, and ' +
    'what the runtime exports is at hand: waitForValue, connectAll, … It reads and writes what you type, nothing else.';
  static override examples = [
    { description: 'One device:', command: '<%= config.bin %> <%= command.id %> sys/tg_test/1' },
    {
      description: 'Without a person:',
      command: "echo 'await sysTgTest1.ampli.set(3)' | <%= config.bin %> <%= command.id %> sys/tg_test/1",
    },
  ];
  static override enableJsonFlag = false;
  static override args = {
    name: Args.string({ multiple: true, description: 'Devices to connect.', ignoreStdin: true }),
  };
  static override flags = { package: packageFlag };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Repl);
    const [{ repl }, { paintFor }] = await Promise.all([import('./actions/repl.ts'), import('../report/style.ts')]);
    const isGood = await repl({
      config: flags.config,
      package: flags.package,
      folder: process.cwd(),
      env: process.env,
      names: args.name ?? [],
      input: process.stdin,
      output: process.stdout,
      paint: paintFor(process.stdout),
      terminal: process.stdin.isTTY === true && process.stdout.isTTY === true,
      signal: interruption.signal,
    });
    if (!isGood) process.exitCode = 2;
  }
}
