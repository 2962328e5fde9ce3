import type { Connector } from '@devgen/runtime';
import { pva, type PvaOptions } from '@devgen/runtime/pva';

interface Searchable {
  readonly environment: Readonly<Record<string, string>>;
}

/** Runs a test with a connector that searches for one server, and closes it whatever happens. */
export async function withConnector<R>(
  peer: Searchable,
  run: (connector: Connector) => Promise<R>,
  options: PvaOptions = {},
): Promise<R> {
  const connector = pva(undefined, { environment: peer.environment, ...options });
  try {
    return await run(connector);
  } finally {
    await connector.close();
  }
}
