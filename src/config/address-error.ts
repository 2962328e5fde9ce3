import type { DevgenError } from '@devgen/runtime';
import type { SourceConfig } from './config.ts';
import { ConfigError } from './config-error.ts';
import { masked } from './credentials.ts';
import { variablesOf } from './environment.ts';
import { placeText } from './place.ts';

/** What is wrong with an address, at the line that has it; any other error as it is. */
export function atAddress(error: DevgenError, { address, name, where }: SourceConfig): DevgenError {
  if (!isAddressCode(error.code)) return error;
  const place = placeText(where);
  const variables = variablesOf(address);
  const also = variables.length === 0 ? '' : `, or what is in ${variables.join(', ')}`;
  return new ConfigError(error.code, `sources.${name}.address: ${masked(error.message)}`, {
    where,
    why: address === 'env' ? 'It is `env`: what the environment or a file of Tango says.' : (error.hint ?? ''),
    hint: address === 'env' ? (error.hint ?? `Correct ${place}.`) : `Correct the address at ${place}${also}.`,
  });
}

function isAddressCode(code: string): code is `ADDRESS.${string}` {
  return code.startsWith('ADDRESS.');
}
