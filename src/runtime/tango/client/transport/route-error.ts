import type { ObjectRef } from '../../codec/ior.ts';
import { CallError } from './call-error.ts';
import type { Circuit } from './circuit.ts';

/** None of a server's addresses could be reached. */
export function unreachableError(circuits: readonly Circuit[], last: CallError): CallError {
  const tried = circuits.map((circuit) => circuit.where).join(', ');
  return new CallError(
    `None of the server's addresses (${tried}) can be reached; the last one: ${last.message}`,
    'NO',
    {
      code: last.code,
      source: last.source,
      hint: 'Map the published addresses to reachable ones with `connectVia`, when they are those of another network.',
      cause: last,
    },
  );
}

export function forwardLoopError(operation: string, { host, port }: ObjectRef): CallError {
  return new CallError(`${operation} was forwarded too often, lastly to ${host}:${port}`, 'NO', {
    code: 'TANGO.PROTOCOL',
    source: `${host}:${port}`,
    hint: 'Servers that forward to each other are misconfigured.',
  });
}
