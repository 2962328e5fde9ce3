import type { Where } from './config.ts';
import { ConfigError } from './config-error.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

const variable = /\$\{([^}]*)\}/g;
const name = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** The names of the `${NAME}` in a text, each once, in order. */
export function variablesOf(text: string): readonly string[] {
  return [...new Set([...text.matchAll(variable)].map((match) => match[1] ?? ''))];
}

/** The text with every `${NAME}` replaced. An unset or empty variable is an error: half an address reaches the wrong host. */
export function expand(text: string, env: Environment, where: Where): string {
  return text.replaceAll(variable, (_, written: string) => {
    if (!name.test(written)) {
      throw new ConfigError('CONFIG.VALUE', `\${${written}} is not the name of an environment variable`, {
        where,
        why: 'A name has letters, digits and underscores, and does not begin with a digit.',
        hint: 'Write ${NAME}.',
      });
    }
    const value = env[written];
    if (value) return value;
    throw new ConfigError('CONFIG.ENV_UNSET', `The environment variable ${written} is not set`, {
      where,
      why: `The config takes part of an address from it: ${text}`,
      hint: `export ${written}=…`,
    });
  });
}
