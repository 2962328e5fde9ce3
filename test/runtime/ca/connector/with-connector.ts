import type { Connector } from '@devgen/runtime';
import { ca, type CaOptions } from '@devgen/runtime/ca';

interface Searchable {
  readonly environment: Readonly<Record<string, string>>;
}

/** Runs a test with a connector that searches for one server, and closes it whatever happens. */
export async function withConnector<R>(
  peer: Searchable,
  run: (connector: Connector) => Promise<R>,
  options: CaOptions = {},
): Promise<R> {
  const connector = ca(undefined, { environment: peer.environment, ...options });
  try {
    return await run(connector);
  } finally {
    await connector.close();
  }
}
