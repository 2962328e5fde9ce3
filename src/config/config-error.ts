import { DevgenError } from '@devgen/runtime/contract';
import type { Where } from './config.ts';

/** What is wrong with the config, and where. An address is wrong with the code of whoever could not use it. */
export class ConfigError extends DevgenError {
  readonly where: Where;
  /** Beside the message, which names what is wrong. */
  readonly reason: string;

  constructor(
    code: `${'CONFIG' | 'ADDRESS'}.${string}`,
    summary: string,
    facts: { where: Where; why: string; hint: string },
  ) {
    super(summary, { code, hint: facts.hint });
    this.name = 'ConfigError';
    this.where = facts.where;
    this.reason = facts.why;
  }
}
