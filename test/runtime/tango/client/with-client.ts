import { deadline, type Deadline, TangoClient, type TangoClientOptions } from '@devgen/runtime/tango';

/** A deadline that is longer than any call of a test; it stops with the process's event loop. */
export function within(milliseconds = 10_000): Deadline {
  return deadline(milliseconds);
}

/** Runs a test with a client that knows no environment but the one given, and closes it whatever happens. */
export async function withClient<R>(options: TangoClientOptions, run: (client: TangoClient) => Promise<R>): Promise<R> {
  const client = new TangoClient({ environment: { HOME: '/nonexistent' }, ...options });
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
