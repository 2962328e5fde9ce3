import { Flags } from '@oclif/core';

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

export const overwriteFlag = Flags.boolean({
  summary: 'Replace generated files that were edited by hand.',
});
