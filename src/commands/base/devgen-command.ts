import { Command } from '@oclif/core/command';
import { jsonText } from '../../report/terminal.ts';
import type { Outcome, Outcomes } from '../../report/outcome.ts';
import type { Paint } from '../../report/style.ts';
import { asksForJson } from './asks-for-json.ts';
import { commonFlags } from './flags.ts';
import { interruption } from './interruption.ts';

/** What the commands share. It loads nothing but oclif, so that help is fast. */
export abstract class DevgenCommand extends Command {
  static override enableJsonFlag = true;
  static override baseFlags = commonFlags;

  /**
   * Prints the answer: the text for a person, or with `--json` the object that is returned here. Warnings go to
   * stderr, or into the object.
   */
  protected async deliver<D extends object>(
    outcome: Outcome<D>,
    text: (data: D, paint: Paint) => string,
    quiet: boolean,
  ): Promise<object> {
    const [{ exitCodeOf }, { brushFor, paintFor }, { oneLine }, { terminalText }] = await Promise.all([
      import('../../report/exit-code.ts'),
      import('../../report/style.ts'),
      import('../../report/table.ts'),
      import('../../report/terminal.ts'),
    ]);
    const { reason } = interruption;
    const exit = exitCodeOf(reason ? [reason, ...outcome.reasons] : outcome.reasons);
    process.exitCode = exit;
    if (!this.jsonEnabled()) {
      const { paint: brush, isMade } = brushFor(process.stdout, outcome.folder ?? process.cwd());
      const answer = text(outcome.data, brush);
      if (answer) process.stdout.write(`${terminalText(answer, isMade)}\n`);
      const paint = paintFor(process.stderr);
      const warnings = quiet ? [] : outcome.warnings;
      for (const warning of warnings)
        process.stderr.write(`${paint('yellow', '!')} ${oneLine(warning.text)} ${paint('dim', `[${warning.code}]`)}\n`);
    }
    return { ok: true, exit, ...outcome.data, warnings: outcome.warnings };
  }

  /** The same of the answers of packages: one, or a list where the config lists them; `noted` is their text already. */
  protected async deliverEach<D extends object>(
    outcomes: Outcomes<D>,
    text: (data: D, paint: Paint) => string,
    quiet: boolean,
    noted?: string,
  ): Promise<object> {
    const { joined, joinedText } = await import('../../report/outcomes.ts');
    return this.deliver(joined(outcomes), (data, paint) => noted ?? joinedText(data, text, paint), quiet);
  }

  /** `--format json` is `--json` by another name. */
  override jsonEnabled(): boolean {
    return super.jsonEnabled() || asksForJson(this.argv);
  }

  /** oclif's own mutes nothing and colours even a pipe. */
  override logJson(json: unknown): void {
    process.stdout.write(`${jsonText(json)}\n`);
  }

  /** `main` prints every error, also those from before a command was found. */
  protected override async catch(error: Error): Promise<never> {
    throw error;
  }
}
