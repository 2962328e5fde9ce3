import { afterEach } from 'vitest';

interface Stoppable {
  stop(): Promise<void>;
}

const servers: Stoppable[] = [];
afterEach(() => Promise.all(servers.splice(0).map((server) => server.stop())));

/** A server that ends with the test. */
export async function running<S extends Stoppable>(starting: Promise<S>): Promise<S> {
  const server = await starting;
  servers.push(server);
  return server;
}
