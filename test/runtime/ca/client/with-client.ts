import { CaClient, type CaClientOptions, type CaValue, timeLimit, type ValueOptions } from '@devgen/runtime/ca';
import type { Io } from '../../../../src/runtime/core/contract/seam.ts';

/** Who is searched for, and where. */
interface Server {
  readonly environment: Readonly<Record<string, string>>;
}

/** Longer than anything that has to come takes, on a busy machine too. */
export function patient(): Io {
  return timeLimit(20_000);
}

/** Runs a test with a client that searches for one server and knows no environment else, and closes it whatever happens. */
export async function withClient<R>(
  peer: Server,
  run: (client: CaClient) => Promise<R>,
  options: CaClientOptions = {},
): Promise<R> {
  const client = new CaClient({ environment: peer.environment, ...options });
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

export async function valueOf(client: CaClient, name: string, options: ValueOptions = {}): Promise<CaValue> {
  return (await client.channel(name).get(options, patient())).value;
}
