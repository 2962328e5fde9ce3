import { type PvaClientOptions, PvaClient, type PvaStruct, type PvaValue, timeLimit } from '@devgen/runtime/pva';
import type { Io } from '../../../../src/runtime/core/contract/seam.ts';
import type { PvaServerPeer } from '../../../peers/pva-server.ts';

/** Longer than anything that has to come takes, on a busy machine too. */
export function patient(): Io {
  return timeLimit(20_000);
}

/** Runs a test with a client that searches for one server and knows no environment else, and closes it whatever happens. */
export async function withClient<R>(
  peer: PvaServerPeer,
  run: (client: PvaClient) => Promise<R>,
  options: PvaClientOptions = {},
): Promise<R> {
  const client = new PvaClient({ environment: peer.environment, ...options });
  try {
    return await run(client);
  } finally {
    await client.close();
  }
}

/** What a promise rejects with. */
export async function rejection(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error('resolved where a rejection was expected');
}

/** A part of a structure by its path. */
export function at(value: PvaValue, path: string): PvaValue {
  let part = value;
  for (const name of path.split('.')) part = (part as PvaStruct)[name]!;
  return part;
}

/** The field `value` of a PV. */
export async function valueOf(client: PvaClient, name: string): Promise<PvaValue> {
  return at((await client.channel(name).get('', patient())).value, 'value');
}
