import type { Hook } from '@oclif/core/hooks';

/** oclif's own plugin asks a question and knows no `--json`; an error with a suggestion serves scripts too. */
const commandNotFound: Hook.CommandNotFound = async ({ id, config }) => {
  const [{ DevgenError }, { nearest }] = await Promise.all([
    import('@devgen/runtime'),
    import('../../config/nearest.ts'),
  ]);
  const written = id.replaceAll(':', ' ');
  const visible = config.commands
    .filter((command) => !command.hidden)
    .map((command) => command.id.replaceAll(':', ' '));
  const meant = nearest(written, visible);
  const why = meant ? `\nDid you mean ${meant}?` : '';
  throw new DevgenError(`Unknown command ${written}${why}`, {
    code: 'USAGE.COMMAND_UNKNOWN',
    hint: meant ? `devgen ${meant}` : 'devgen help',
  });
};

export default commandNotFound;
