import { PvaClient } from '@devgen/runtime/pva';
import { afterEach, beforeEach, expect } from 'vitest';
import type { PvaServerPeer } from '../../../peers/pva-server.ts';
import { openSockets } from '../../open-sockets.ts';

/**
 * A client for each test, of the server. Whatever happened, nothing may be left of it; an unhandled rejection fails the
 * run.
 */
export function useClient(peer: () => PvaServerPeer): () => PvaClient {
  let client: PvaClient;
  let before: number;
  beforeEach(async () => {
    before = await openSockets();
    client = new PvaClient({ environment: peer().environment });
  });
  afterEach(async () => {
    peer().resume();
    await client.close();
    expect(await openSockets()).toBe(before);
  });
  return () => client;
}
