import * as Flags from '@oclif/core/flags';

/** What every command takes. */
export const commonFlags = {
  config: Flags.string({
    char: 'c',
    summary: 'Config file; else the nearest devgen.yaml from here upwards.',
    helpValue: 'FILE',
    helpGroup: 'GLOBAL',
  }),
  quiet: Flags.boolean({ char: 'q', summary: 'No progress and no warnings.', helpGroup: 'GLOBAL' }),
  verbose: Flags.boolean({ summary: 'Show the stack of an error.', helpGroup: 'GLOBAL' }),
};

/** How an answer is printed; the formats beside text and JSON are for CI. */
export const formatFlag = Flags.option({
  summary: 'How to print the answer: for people, programs, or the CI of a code server.',
  options: ['text', 'json', 'github', 'gitlab', 'junit', 'markdown'] as const,
  default: 'text',
  exclusive: ['json'],
})();

/** Where the config lists several. */
export const packageFlag = Flags.string({
  summary: 'Only this package of the config; all when absent.',
  helpValue: 'NAME',
});

export const overwriteFlag = Flags.boolean({
  summary: 'Replace generated files that were edited by hand.',
});
